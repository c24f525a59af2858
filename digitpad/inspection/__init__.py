"""Inspecting a model: weights, activations, saliency, a map of digits, experiments.

    activations, arithmetic, weights, tensors     what is inside, and what an input does to it
    step_values, decision                         the same without layers; from logits to the answer
    saliency, explaining                          which pixels an answer depends on
    digit_map, timeline                           where a drawing lies; answers over time
    experiments                                   units off and weights changed, on a copy
    report, charts                                all of it as files

Networks are inspected as copies without dropout, which does nothing when recognizing.
"""
