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
        if forecast := relief.get("forecast"):
            self._forecast(forecast)
        figures = any(each is not Mechanism.WAIVE_CREDIT for each in admitted)
        if relief.get("counters") is Counters.RAW and figures and settlement and settlement.get("credits"):
            self.report.add("contract_relief_raw_credits", relief.at("counters"))

    def _forecast(self, got: Got) -> None:
        """A late forecast is one after a day that is stated; intervals are locked where they are reckoned."""
        locked = {"locked_days", "interval_locked_days"} & got.values.keys()
        alone = "interval_locked_days" in got.values and "interval_tolerance" not in got.values
        if ("late" in got.values and not locked) or alone:
            self.report.add("contract_forecast_lock", got.place)
