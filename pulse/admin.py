"""Django's admin for the questions: worded once, put into other languages, switched off; never deleted once asked."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from units.admin_bases import Journaled
from units.fields import IN_ADMIN

from .models import Question, QuestionText


class TextInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = QuestionText
    extra = 0


@admin.register(Question)
class QuestionAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["text", "dimension", "sub_code", "good", "active"]
    list_filter = ["dimension", "active"]
    inlines = [TextInline]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
