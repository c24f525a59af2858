"""Lessons: short texts, the code that they are about, and experiments that check themselves.

    lesson.py        Lesson and Step, read from Markdown
    experiments.py   what a lesson can do, by name; training.py the longest of them

`digitpad lesson` and the window of the lessons show them.
"""
