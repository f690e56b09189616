"""All addresses of the product."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("antoan.accounts.sign_in_urls")),
    path("tai-khoan/", include("antoan.accounts.urls")),
    path("don-vi/", include("antoan.units.urls")),
    path("quy-dinh/", include("antoan.law.urls")),
    path("van-ban/", include("antoan.documents.urls")),
    path("viec/", include("antoan.obligations.urls")),
    path("ke-hoach/", include("antoan.plans.urls")),
    path("so-lieu/", include("antoan.statistics.urls")),
    path("co-so/", include("antoan.workplaces.urls")),
    path("tai-nan/", include("antoan.accidents.urls")),
    path("bo-may/", include("antoan.apparatus.urls")),
    path("", include("antoan.outreach.urls")),
    path("", include("antoan.web.urls")),
]
