"""Looking into a model: what it sees, why it answers so, what it gets wrong, and what if.

    activations, weights        what is inside, and what lights up
    saliency                    why this answer
    mistakes, robustness        what it gets wrong, and from when on
    digit_map, through_time     where a drawing lies, and how an answer came about
    experiments                 switching off and changing, without harm to the model

Networks are looked at as they recognize: `Network.folded()`, with normalization melted in.
"""
