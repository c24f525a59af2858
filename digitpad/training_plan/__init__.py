"""What is to be trained, on what and how: all that a run needs to know before it starts.

    TrainingPlan (model, parameters, settings, data)  ->  digits  ->  a run  ->  a model

The window fills one in, the command line another; both run the same way.
"""

from digitpad.training_plan.choice import DataChoice, usual_settings
from digitpad.training_plan.digits import load_digits
from digitpad.training_plan.plan import TrainingPlan, plan_of
from digitpad.training_plan.presets import PRESETS, preset
from digitpad.training_plan.problems import Problem, setting_problems
from digitpad.training_plan.speed import estimated_seconds, measure_speed

__all__ = [
    "PRESETS",
    "DataChoice",
    "Problem",
    "TrainingPlan",
    "estimated_seconds",
    "load_digits",
    "measure_speed",
    "plan_of",
    "preset",
    "setting_problems",
    "usual_settings",
]
