"""How many accidents were never declared, from lists that overlap: figures, intervals, and refusals in words.

No Django here. `lists` holds what was counted, `two` and `loglinear` the models, `links` the error of the linkage,
`final` what is reported and when nothing is.
"""
