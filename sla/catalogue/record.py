"""Every field a definition of an indicator ought to state (Appendix B), and where ours states it."""

from __future__ import annotations

from core.text import Text

#: (fields of the record, where it lives, remark). A dash: not kept, and the remark says why.
_RECORD: tuple[tuple[str, str, Text], ...] = (
    ("code, name_zh, name_en, family", "indicators: code, name, family", Text("", "")),
    (
        "layer",
        "clauses: layer",
        Text("通常的层级见 indicators: layer", "The usual one: indicators: layer"),
    ),
    (
        "numerator_expr, denominator_expr",
        "indicators: variants: numerator, denominator",
        Text(
            "基础量的整数加权和，没有自由公式",
            "Whole-weighted sums of base counts; there are no free formulas",
        ),
    ),
    ("variant", "clauses: variant", Text("不写即第一种", "The first where it is left out")),
    (
        "threshold_T, T_inclusive, short_abandon_S",
        "clauses: params: threshold_s, inclusive, short_s",
        Text("", ""),
    ),
    (
        "S_mode, flow_out_mode",
        "clauses: variant",
        Text("剔除SL-2、计为达标SL-6、溢出计入SL-7", "Removed SL-2, credited SL-6, flow-outs counted SL-7"),
    ),
    (
        "clock_start",
        "indicators: clock_start",
        Text("说明文字，不参与计算", "In words; nothing is computed from it"),
    ),
    ("hours_scope", "clauses: hours, weekdays", Text("", "")),
    ("calendar_id", "contract: calendar, timezone", Text("", "")),
    ("unit, direction, aggregation", "indicators: unit, direction, rollup", Text("", "")),
    (
        "interval_min, interval_floor",
        "clauses: each: grain, minutes, volume_floor",
        Text("未写明时段长短的，依报送数据", "Without minutes they are as long as those reported"),
    ),
    ("window", "clauses: window", Text("", "")),
    (
        "maturity_days, provisional_rule",
        "indicators: maturity_days",
        Text("期满前一律标为暂定", "Until then every figure is marked provisional"),
    ),
    (
        "cohort_basis",
        "indicators: cohort",
        Text("由基础量本身决定，此处写明", "Fixed by the base counts; stated here"),
    ),
    (
        "min_denominator",
        "clauses: volume_floor",
        Text("通常值见 indicators: floor", "The usual one: indicators: floor"),
    ),
    (
        "small_n_rule",
        "clauses: floor_rule",
        Text(
            "不评、允许一次不合格、并入以后各月",
            "Not judged, one failure allowed, or carried into later months",
        ),
    ),
    ("rounding_dp, rounding_mode, rounding_stage", "clauses: rounding: digits, mode, stage", Text("", "")),
    ("tie_rule", "clauses: comparison", Text("≥与>之别", "The difference of ≥ and >")),
    (
        "expected, minimum, band_low, band_high",
        "clauses: target, minimum",
        Text("区间写两个数", "Two numbers for a band"),
    ),
    ("tiers[]", "clauses: score; settlement: tiers", Text("", "")),
    ("weight", "clauses: weight", Text("", "")),
    (
        "allocation_pct, credit_model, multiplier",
        "settlement: credits: at_risk, service_points; deductions",
        Text(
            "风险金额的分配与连续未达标倍数、服务扣分阶梯，或逐条扣款",
            "Shares of an amount at risk with multipliers, a ladder of service points, or deductions",
        ),
    ),
    (
        "exclusion_policy",
        "contract: relief",
        Text(
            "申请期限、可用的办法、连续计数按剔除前还是剔除后；逐月申请和决定",
            "The deadline, which mechanisms are admitted, what counters look at; month by month",
        ),
    ),
    ("source_of_record", "clauses: source", Text("", "")),
    (
        "tolerance",
        "—",
        Text(
            "不设：与重算不符即提示，不论大小",
            "None: a printed rate that differs from ours beyond its own digits is always told",
        ),
    ),
    ("sample_type", "indicators: rollup SM", Text("", "")),
    (
        "stat_method, confidence",
        "clauses: sample: method, confidence",
        Text(
            "只有 confirmed_only 才改变裁定，否则另列",
            "Only confirmed_only changes a verdict; else it stands beside it",
        ),
    ),
    ("effective_from, effective_to", "contract: effective", Text("", "")),
    (
        "amendment_id, version",
        "contract: version",
        Text("每次修订是新版本", "Every amendment is a new version"),
    ),
    ("clause_ref", "clauses: code", Text("", "")),
    ("owner", "clauses: owner", Text("一个人或一个岗位", "One name or role")),
    ("notes", "indicators: definition", Text("", "")),
    (
        "approved_by",
        "—",
        Text("记在合同版本的操作记录里", "Kept in the record of who loaded a contract's version"),
    ),
)


def record_markdown() -> str:
    """The table, a line for every field or group of fields."""
    rows = [f"| {fields} | {where} | {_remark(text)} |" for fields, where, text in _RECORD]
    return (
        '<a id="record"></a>\n\n## 定义的各项 The record of a definition\n\n'
        "| 应写明 To be stated | 写在 Written in | 说明 Remark |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def record_fields() -> frozenset[str]:
    """Every field the table speaks of."""
    return frozenset(name.removesuffix("[]") for fields, _, _ in _RECORD for name in fields.split(", "))


def record_places() -> frozenset[str]:
    """Every key of a contract file, or parameter of a clause, the table sends a reader to."""
    places = (where.replace(";", ",").replace(":", ",") for _, where, _ in _RECORD if where != "—")
    return frozenset(name.split()[0] for place in places for name in place.split(","))


def _remark(text: Text) -> str:
    return f"{text.zh} {text.en}".strip()
