"""Findings about what a contract says of money beyond its fee: categories, persistent failure, dead bands."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "contract_category_limit": kind(
        _B,
        "{place}：类别“{category}”的分配合计 {share}%，超过单一类别上限 {limit}%。",
        "{place}: category “{category}” is allocated {share} %, more than the {limit} % of one category.",
        "减少该类别各条款的分配，或改正上限（category_limit）。",
        "Allocate less to its clauses, or correct category_limit.",
    ),
    "contract_category_unnamed": kind(
        _B,
        "{place}：约定了单一类别的上限，但有条款没有写明类别。",
        "{place}: one category is limited, yet a clause does not say which category it is in.",
        "每个分配都写明类别（category_name）。",
        "Name the category of every allocation (category_name).",
    ),
    "contract_least_allocation": kind(
        _B,
        "{place}：条款“{clause}”只分配 {share}%，低于最低分配 {least}%。",
        "{place}: “{clause}” is allocated {share} %, less than the least allocation of {least} %.",
        "提高该条款的分配，或改正最低分配（least_allocation）。",
        "Allocate more to it, or correct least_allocation.",
    ),
    "contract_persistent_fee": kind(
        _B,
        "{place}：多次未达标按年费扣款，但年费不明：费用不是按月固定金额，又没有写 annual_fee。",
        "{place}: persistent failure costs a share of the annual fee, and what that is cannot be told: "
        "the fee is not a monthly sum and annual_fee is not stated.",
        "补上年费（annual_fee）。",
        "State annual_fee.",
    ),
    "contract_part_month": kind(
        _B,
        "{place}：不足月按天折算只用于按月固定金额，或写明首日和末日的合同总价。",
        "{place}: only a monthly sum is paid by days, or a total whose first and last day are stated.",
        "按通话、按席位计费的删去此项（本来就按量）；合同总价补上 from 和 to。",
        "Take it out of a fee by calls or seats, which go by volume anyway; give a total its from and to.",
    ),
    "contract_minimum_billing": kind(
        _B,
        "{place}：最低计费量只用于按通话计费。",
        "{place}: a least volume is billed only where the fee is per call.",
        "改为按通话计费（kind: per_call），或删去 minimum_billing。",
        "Bill per call (kind: per_call), or take minimum_billing out.",
    ),
    "contract_improvement": kind(
        _B,
        "{place}：条款“{clause}”的持续改进不成立：须有写明的单一目标值，"
        "越高越好的须为百分比，最好的月数不能多于总月数。",
        "{place}: continuous improvement of “{clause}” does not hold: it needs one stated target, "
        "a percentage where more is better, and no more best months than months.",
        "写明目标值，改正 best、among，或删去 improvement。",
        "State the target, correct best and among, or take improvement out.",
    ),
    "contract_earn_back_target": kind(
        _B,
        "{place}：条款“{clause}”的返还目标 {target} 并不优于其目标 {own}，返还须以更好的表现为条件。",
        "{place}: the higher target {target} of “{clause}” asks for no more than its own, {own}.",
        "写一个优于目标值的数，或删去该项（达到目标即可返还）；区间目标没有返还目标。",
        "State a better figure, or take the line out (its own target is enough then); a band has none.",
    ),
    "contract_dead_band": kind(
        _B,
        "{place}：扣款“{code}”的免罚区间不成立：只有按与目标的差距（basis: gap）扣的才有免罚区间，"
        "且须写明宽度（dead_band）。",
        "{place}: the dead band of deduction “{code}” does not hold: only a gap to the target has one "
        "(basis: gap), and its width must be stated (dead_band).",
        "改为 basis: gap 并写明 dead_band，或删去免罚区间。",
        "Let it count a gap and state dead_band, or take the band out.",
    ),
    "contract_charge_base": kind(
        _B,
        "{place}：写了服务抵扣的基数（base），却没有写明剔除什么。",
        "{place}: the base of the credits is named, and nothing that it is without.",
        "写明代垫费用（pass_through_share、pass_through_amount）或不含税（without_tax），或删去 base。",
        "State what is passed through (pass_through_share, pass_through_amount) or without_tax, or take base "
        "out.",
    ),
    "contract_report_cost": kind(
        _B,
        "{place}：迟报缺报、报送有误的约定不成立：至少写明一项；扣分要有记分的条款，扣款要有费用约定，"
        "计次要有多次未达标另扣的约定，后续各日和封顶要有首日。",
        "{place}: what late or wrong reports cost does not hold: state at least one thing. Points need "
        "clauses with points, yuan a fee, failures a rule of persistent failure; further days and a cap need "
        "the first day.",
        "补上 points、amount 或 failures 以及它所依据的约定，或删去此项。",
        "Add points, amount or failures and what they rest on, or take it out.",
    ),
    "contract_late_uncapped": kind(
        _W,
        "{place}：迟报缺报逐日累计，没有每月封顶：一份一直没来的报表会一直扣下去。",
        "{place}: late and missing reports cost day by day without a limit: one that never comes goes on "
        "costing.",
        "确认合同确实如此；否则写明每月最多扣多少（points_cap、amount_cap）。",
        "Make sure the contract means it; otherwise state the most in a month (points_cap, amount_cap).",
    ),
}
