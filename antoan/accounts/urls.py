from django.urls import path

from antoan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("uy-quyen/", views.delegate, name="delegate"),
    path("uy-quyen/<int:pk>/thu-hoi/", views.withdraw, name="withdraw"),
    path("nguoi-dung/", views.people, name="people"),
    path("nguoi-dung/<int:pk>/", views.person, name="person"),
    path("nguoi-dung/<int:pk>/giao-vai-tro/", views.grant, name="grant"),
    path("nguoi-dung/<int:pk>/chuc-vu/", views.position, name="position"),
    path("nguoi-dung/<int:pk>/dat-lai-mat-khau/", views.reset_password, name="reset_password"),
    path("nguoi-dung/<int:pk>/go-hai-buoc/", views.remove_second_factor, name="remove_second_factor"),
    path("nguoi-dung/<int:pk>/uy-quyen/", views.delegate_for, name="delegate_for"),
    path("vai-tro/<int:pk>/ket-thuc/", views.end, name="end"),
    path("moi/<int:unit>/", views.invite, name="invite"),
    path("loi-moi/<int:pk>/", views.invitation, name="invitation"),
    path("loi-moi/<int:pk>/thu-hoi/", views.revoke, name="revoke"),
    path("nhan-loi-moi/<str:token>/", views.accept, name="accept"),
    path("mat-khau-moi/<str:token>/", views.new_password, name="new_password"),
    path("nhat-ky/", views.audit, name="audit"),
]
