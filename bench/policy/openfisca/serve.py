"""Answers the bench: works out every output variable anew, and says how long it took. One JSON line for each line asked."""

import json
import sys
import time

import numpy as np
from openfisca_core import entities, periods, taxbenefitsystems
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.variables import Variable

PERIOD = "2026-11"
person_entity = entities.Entity("person", "people", "", "")
household_entity = entities.GroupEntity(
    "household", "households", "", "", roles=[{"key": "member", "plural": "members"}]
)
of_name = {"person": person_entity, "household": household_entity}
types = {"bool": bool, "int": int, "float": float}
dtypes = {"byte": np.uint8, "int": np.int32, "double": np.float64}


def variable(name, entity, value_type, formula=None):
    fields = {
        "value_type": types[value_type],
        "entity": of_name[entity],
        "definition_period": periods.DateUnit.MONTH,
        "label": name,
    }
    if formula is not None:
        scope = {"np": np}
        exec(f"def formula({entity}, period):\n    return {formula}", scope)
        fields["formula"] = scope["formula"]
    return type(name, (Variable,), fields)


with open(sys.argv[1], encoding="utf8") as file:
    task = json.load(file)

system = taxbenefitsystems.TaxBenefitSystem([person_entity, household_entity])
for column in task["columns"]:
    system.add_variable(variable(column["name"], column["subject"], "float" if column["form"] == "double" else "int"))
for made in task["variables"]:
    system.add_variable(variable(made["name"], made["entity"], made["type"], made["formula"]))

builder = SimulationBuilder()
builder.create_entities(system)
home_of = np.fromfile(task["homeOf"], dtype=np.int32)
builder.declare_person_entity("person", np.arange(len(home_of)))
household = builder.declare_entity("household", np.arange(task["homes"]))
builder.join_with_persons(household, home_of, np.full(len(home_of), "member"))
simulation = builder.build(system)
for column in task["columns"]:
    values = np.fromfile(column["file"], dtype=dtypes[column["form"]])
    simulation.set_input(column["name"], PERIOD, values.astype(np.float32 if column["form"] == "double" else np.int32))


def work_out():
    for made in task["variables"]:
        simulation.delete_arrays(made["name"])
    began, cpu = time.perf_counter(), time.process_time()
    for output in task["outputs"]:
        simulation.calculate(output, PERIOD)
    return {"ms": (time.perf_counter() - began) * 1000, "cpuMs": (time.process_time() - cpu) * 1000}


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    if line.strip() == "write":
        with open(task["answers"], "wb") as file:
            for output in task["outputs"]:
                simulation.calculate(output, PERIOD).astype(np.uint8).tofile(file)
        print(json.dumps({"written": True}), flush=True)
    else:
        print(json.dumps(work_out()), flush=True)
