"""The review report of a plan (sơ kết, tổng kết): counted, put into words, rendered as a paper that an office signs."""

from antoan.plans.review.build import Review, build
from antoan.plans.review.paper import header_of, render

__all__ = ["Review", "build", "header_of", "render"]
