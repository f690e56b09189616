from math import sqrt

from scipy.stats import chi2, norm


def poisson_exact(n, level=0.95):
    a = 1 - level
    return (0.0 if n <= 0 else chi2.ppf(a / 2, 2 * n) / 2, chi2.ppf(1 - a / 2, 2 * (n + 1)) / 2)


def wilson(k, n, level=0.95):
    z = norm.ppf(1 - (1 - level) / 2)
    p = k / n
    c = (p + z * z / 2 / n) / (1 + z * z / n)
    h = z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return max(0.0, c - h), min(1.0, c + h)
