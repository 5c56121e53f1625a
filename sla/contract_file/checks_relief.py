"""What a contract says against itself, or leaves open, about exclusions and relief."""

from __future__ import annotations

from dataclasses import dataclass

from sla.contract_file.node import Report
from sla.contract_file.shape import Got
from sla.terms.relief import RELIEFS, Counters, Mechanism


@dataclass(frozen=True)
class ReliefChecks:
    """Checks of the relief a contract admits."""

    report: Report

    def file(self, relief: Got, settlement: Got | None) -> None:
        """Everything in it; `settlement` is where its credits stand."""
        admitted = relief.get("admits", RELIEFS)
        if "admits" in relief.values and not admitted:
            self.report.add("contract_relief_admits_none", relief.at("admits"))
        for other in (Mechanism.DEEM_FAILED, Mechanism.LEAVE_OUT):
            if other in admitted:
                self.report.add("contract_relief_no_relief", relief.at("admits"), value=other)
        if "within_working_days" not in relief.values:
            self.report.add("contract_relief_no_deadline", relief.place)
        figures = any(each is not Mechanism.WAIVE_CREDIT for each in admitted)
        if relief.get("counters") is Counters.RAW and figures and settlement and settlement.get("credits"):
            self.report.add("contract_relief_raw_credits", relief.at("counters"))
