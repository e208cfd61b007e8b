"""Django's admin for the PAPI structure and scores: looked up often, edited when PAPI changes or publishes."""

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from units.admin_bases import Journaled
from units.fields import IN_ADMIN
from units.models import Unit

from .models import (
    Break,
    Dimension,
    DimensionAlias,
    Interval,
    PeerSet,
    PublishedGroup,
    Score,
    Source,
    StructureVersion,
    SubDimension,
)


class Kept(Journaled):
    """What thousands of scores stand on is corrected here, never deleted: they would go with it."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(Kept):
    formfield_overrides = IN_ADMIN
    list_display = ["name", "url"]


class AliasInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = DimensionAlias
    extra = 0


@admin.register(Dimension)
class DimensionAdmin(Kept):
    formfield_overrides = IN_ADMIN
    list_display = ["number", "name", "short_name", "year_from"]
    list_display_links = ["name"]
    inlines = [AliasInline]


class SubDimensionInline(admin.TabularInline):
    formfield_overrides = IN_ADMIN
    model = SubDimension
    fields = ["code", "dimension", "name", "name_verified", "range_min", "range_max"]
    extra = 0


@admin.register(StructureVersion)
class StructureVersionAdmin(Kept):
    formfield_overrides = IN_ADMIN
    inlines = [SubDimensionInline]


@admin.register(SubDimension)
class SubDimensionAdmin(Kept):
    formfield_overrides = IN_ADMIN
    list_display = ["code", "name", "version", "dimension", "name_verified", "range_min", "range_max"]
    list_display_links = ["name"]
    list_filter = ["version", "dimension", "name_verified"]
    list_select_related = ["version", "dimension"]
    search_fields = ["code", "name", "name_en"]


@admin.register(Break)
class BreakAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["year", "code", "reason"]
    list_filter = ["year"]


@admin.register(Interval)
class IntervalAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["province", "year", "code", "value", "low", "high", "source"]
    list_filter = ["year"]
    search_fields = ["=code"]
    list_select_related = ["province", "source"]
    autocomplete_fields = ["province"]


@admin.register(PublishedGroup)
class PublishedGroupAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["province", "year", "place", "source"]
    list_filter = ["year", "place"]
    list_select_related = ["province", "source"]
    autocomplete_fields = ["province"]


@admin.register(PeerSet)
class PeerSetAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["name", "basis"]
    autocomplete_fields = ["provinces"]


@admin.register(Score)
class ScoreAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["province", "year", "sub_dimension", "value", "source"]
    list_filter = ["year", "sub_dimension__dimension", ("value", admin.EmptyFieldListFilter)]
    list_select_related = ["province", "sub_dimension", "source"]
    search_fields = ["province__search_text"]
    search_help_text = "Tên tỉnh, có dấu hoặc không dấu"
    autocomplete_fields = ["province", "sub_dimension"]
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Score], search_term: str
    ) -> tuple[QuerySet[Score], bool]:
        provinces = Unit.objects.search(search_term).filter(depth=0)
        return queryset.filter(province__in=provinces.order_by().values("pk")) if search_term else queryset, False
