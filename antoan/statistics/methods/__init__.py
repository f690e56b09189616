"""Honest numbers: intervals, standardised and smoothed rates, funnels, charts, and cells that are not told.

No Django here; what is counted comes in as figures. `area_rates` puts them together for a table of areas.
"""
