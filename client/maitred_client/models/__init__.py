"""Contains all the data models used in inputs/outputs"""

from .add_table import AddTable
from .adopt_body import AdoptBody
from .affected import Affected
from .allow_merge import AllowMerge
from .alternative import Alternative
from .applied_run import AppliedRun
from .apply_body import ApplyBody
from .assign_body import AssignBody
from .assign_tables_answer import AssignTablesAnswer
from .assign_tables_body import AssignTablesBody
from .assigned import Assigned
from .assignment import Assignment
from .assignment_context import AssignmentContext
from .assignment_row import AssignmentRow
from .booking_element import BookingElement
from .booking_explained import BookingExplained
from .booking_state import BookingState
from .booking_status import BookingStatus
from .booking_view import BookingView
from .booking_zone import BookingZone
from .broken_table import BrokenTable
from .cancellation import Cancellation
from .candidate import Candidate
from .candidate_adjacencystatus import CandidateAdjacencystatus
from .candidate_terms import CandidateTerms
from .change import Change
from .change_body import ChangeBody
from .changed import Changed
from .changes_answer import ChangesAnswer
from .changes_body import ChangesBody
from .check import Check
from .check_details_type_0 import CheckDetailsType0
from .check_status import CheckStatus
from .closed_element import ClosedElement
from .compared_scenario import ComparedScenario
from .compared_scenario_changes import ComparedScenarioChanges
from .compared_scenario_utilisation import ComparedScenarioUtilisation
from .confirm_body import ConfirmBody
from .confirmed import Confirmed
from .conflict import Conflict
from .conflict_set import ConflictSet
from .context_booking import ContextBooking
from .context_conflict import ContextConflict
from .context_conflict_source import ContextConflictSource
from .context_conflict_status import ContextConflictStatus
from .context_flags import ContextFlags
from .context_hold import ContextHold
from .context_hold_metadata_type_0 import ContextHoldMetadataType0
from .context_table import ContextTable
from .curve_point import CurvePoint
from .day_event import DayEvent
from .day_plan import DayPlan
from .day_view import DayView
from .decision import Decision
from .decision_change_type_0 import DecisionChangeType0
from .decision_rejection_classification_type_0 import DecisionRejectionClassificationType0
from .decision_window import DecisionWindow
from .difference import Difference
from .effect import Effect
from .engine_body import EngineBody
from .engine_body_state_type_0 import EngineBodyStateType0
from .engine_change import EngineChange
from .engine_change_what import EngineChangeWhat
from .engine_kill import EngineKill
from .engine_state import EngineState
from .engine_view import EngineView
from .engine_view_decides import EngineViewDecides
from .engine_view_state import EngineViewState
from .enquiry_body import EnquiryBody
from .enquiry_body_seating_preference_type_0 import EnquiryBodySeatingPreferenceType0
from .enquiry_body_seating_type_type_0 import EnquiryBodySeatingTypeType0
from .enquiry_quote import EnquiryQuote
from .error_body import ErrorBody
from .event import Event
from .event_detail_type_0 import EventDetailType0
from .explanation import Explanation
from .fallback import Fallback
from .fate import Fate
from .figure_change import FigureChange
from .guests import Guests
from .happened import Happened
from .held_validation import HeldValidation
from .history import History
from .hold_body import HoldBody
from .hold_window import HoldWindow
from .job_error import JobError
from .job_error_details import JobErrorDetails
from .job_event import JobEvent
from .job_kind import JobKind
from .job_list import JobList
from .job_progress import JobProgress
from .job_state import JobState
from .job_view import JobView
from .last_body import LastBody
from .late import Late
from .layout import Layout
from .layout_body import LayoutBody
from .lift_limits import LiftLimits
from .live import Live
from .lock_body import LockBody
from .lock_view import LockView
from .loss import Loss
from .manual_confirm_body import ManualConfirmBody
from .manual_confirmed import ManualConfirmed
from .manual_context import ManualContext
from .manual_hold import ManualHold
from .manual_hold_answer import ManualHoldAnswer
from .me import Me
from .me_kind import MeKind
from .measures import Measures
from .measures_by_hour import MeasuresByHour
from .measures_by_hour_additional_property import MeasuresByHourAdditionalProperty
from .measures_utilisation import MeasuresUtilisation
from .merge_rule import MergeRule
from .merge_rules import MergeRules
from .mode import Mode
from .move import Move
from .my_restaurant import MyRestaurant
from .my_rights import MyRights
from .no_show import NoShow
from .objective import Objective
from .objective_terms import ObjectiveTerms
from .occupancy_view import OccupancyView
from .occupancy_view_source import OccupancyViewSource
from .occupied import Occupied
from .occupied_element import OccupiedElement
from .occupied_source import OccupiedSource
from .old_reason import OldReason
from .open_body import OpenBody
from .open_table import OpenTable
from .other_tables import OtherTables
from .other_tables_terms import OtherTablesTerms
from .other_time import OtherTime
from .override_body import OverrideBody
from .overrun import Overrun
from .parts import Parts
from .parts_repairs import PartsRepairs
from .place_body import PlaceBody
from .place_body_shape import PlaceBodyShape
from .plan_job_body import PlanJobBody
from .plan_status import PlanStatus
from .price import Price
from .proof import Proof
from .proof_tier import ProofTier
from .proposal import Proposal
from .proposed import Proposed
from .quote_answer import QuoteAnswer
from .quote_body import QuoteBody
from .read_shadow_report_lines import ReadShadowReportLines
from .ready import Ready
from .release import Release
from .release_body import ReleaseBody
from .released import Released
from .repair import Repair
from .repair_kind import RepairKind
from .replan_answer import ReplanAnswer
from .replan_body import ReplanBody
from .reschedule import Reschedule
from .restaurant_list import RestaurantList
from .restaurant_view import RestaurantView
from .right import Right
from .role import Role
from .rule import Rule
from .rule_element import RuleElement
from .run_explained import RunExplained
from .run_state import RunState
from .run_summary import RunSummary
from .run_view import RunView
from .run_view_outcome_type_0 import RunViewOutcomeType0
from .rungs import Rungs
from .scenario_comparison import ScenarioComparison
from .scenario_format import ScenarioFormat
from .scenario_format_jsonschema import ScenarioFormatJsonschema
from .scenario_run import ScenarioRun
from .scenario_text import ScenarioText
from .scenarios_body import ScenariosBody
from .scenarios_body_scenarios_item import ScenariosBodyScenariosItem
from .scenarios_list import ScenariosList
from .scenarios_read import ScenariosRead
from .scenarios_read_scenarios_item import ScenariosReadScenariosItem
from .scenarios_summary import ScenariosSummary
from .scenarios_summary_verdicts import ScenariosSummaryVerdicts
from .scenarios_view import ScenariosView
from .scenarios_view_asked_item import ScenariosViewAskedItem
from .score_breakdown import ScoreBreakdown
from .seat import Seat
from .seating import Seating
from .seating_breakdown import SeatingBreakdown
from .seating_breakdown_terms import SeatingBreakdownTerms
from .seating_view import SeatingView
from .selected_tables import SelectedTables
from .service_fallback import ServiceFallback
from .service_policy import ServicePolicy
from .service_view import ServiceView
from .session import Session
from .session_confirmed import SessionConfirmed
from .session_opened import SessionOpened
from .session_selection import SessionSelection
from .session_state import SessionState
from .session_step import SessionStep
from .set_summary import SetSummary
from .shadow_body import ShadowBody
from .shadow_code import ShadowCode
from .shadow_figure import ShadowFigure
from .shadow_gate import ShadowGate
from .shadow_hand import ShadowHand
from .shadow_left_out import ShadowLeftOut
from .shadow_line import ShadowLine
from .shadow_missing import ShadowMissing
from .shadow_moment import ShadowMoment
from .shadow_night import ShadowNight
from .shadow_report_view import ShadowReportView
from .shadow_report_view_figures import ShadowReportViewFigures
from .shadow_times import ShadowTimes
from .shadow_window import ShadowWindow
from .skip import Skip
from .skipped import Skipped
from .solve_record import SolveRecord
from .solve_record_versions import SolveRecordVersions
from .solved_booking import SolvedBooking
from .solved_night import SolvedNight
from .solved_occupancy import SolvedOccupancy
from .solved_occupancy_source import SolvedOccupancySource
from .solved_seating import SolvedSeating
from .solved_table import SolvedTable
from .solved_unseated import SolvedUnseated
from .solved_zone import SolvedZone
from .solver_outcome import SolverOutcome
from .source import Source
from .source_says import SourceSays
from .span import Span
from .statistics import Statistics
from .stay_view import StayView
from .step_body import StepBody
from .step_body_mode import StepBodyMode
from .step_validation import StepValidation
from .summary import Summary
from .tab_booking import TabBooking
from .table import Table
from .table_body import TableBody
from .table_category import TableCategory
from .table_change import TableChange
from .table_features_item import TableFeaturesItem
from .table_list import TableList
from .table_move import TableMove
from .table_place import TablePlace
from .table_place_shape import TablePlaceShape
from .table_place_source import TablePlaceSource
from .table_row import TableRow
from .table_seating_type import TableSeatingType
from .table_view import TableView
from .tables_assigned import TablesAssigned
from .tables_removed import TablesRemoved
from .tables_taken import TablesTaken
from .take_body import TakeBody
from .term_view import TermView
from .tier_proof import TierProof
from .tier_proof_tier import TierProofTier
from .trace_answer import TraceAnswer
from .trace_answer_tables import TraceAnswerTables
from .trace_entry import TraceEntry
from .trace_entry_facts import TraceEntryFacts
from .trace_entry_kind import TraceEntryKind
from .trace_subject import TraceSubject
from .trace_subject_kind import TraceSubjectKind
from .trade import Trade
from .trade_terms import TradeTerms
from .undo_answer import UndoAnswer
from .undo_body import UndoBody
from .unlock import Unlock
from .unplannable_view import UnplannableView
from .unseated import Unseated
from .unseated_reason import UnseatedReason
from .unseated_view import UnseatedView
from .validate_body import ValidateBody
from .validation_answer import ValidationAnswer
from .verdict import Verdict
from .versions import Versions
from .walk_in import WalkIn
from .why_not import WhyNot
from .window import Window
from .zone_view import ZoneView

__all__ = (
    "AddTable",
    "AdoptBody",
    "Affected",
    "AllowMerge",
    "Alternative",
    "AppliedRun",
    "ApplyBody",
    "AssignBody",
    "AssignTablesAnswer",
    "AssignTablesBody",
    "Assigned",
    "Assignment",
    "AssignmentContext",
    "AssignmentRow",
    "BookingElement",
    "BookingExplained",
    "BookingState",
    "BookingStatus",
    "BookingView",
    "BookingZone",
    "BrokenTable",
    "Cancellation",
    "Candidate",
    "CandidateAdjacencystatus",
    "CandidateTerms",
    "Change",
    "ChangeBody",
    "Changed",
    "ChangesAnswer",
    "ChangesBody",
    "Check",
    "CheckDetailsType0",
    "CheckStatus",
    "ClosedElement",
    "ComparedScenario",
    "ComparedScenarioChanges",
    "ComparedScenarioUtilisation",
    "ConfirmBody",
    "Confirmed",
    "Conflict",
    "ConflictSet",
    "ContextBooking",
    "ContextConflict",
    "ContextConflictSource",
    "ContextConflictStatus",
    "ContextFlags",
    "ContextHold",
    "ContextHoldMetadataType0",
    "ContextTable",
    "CurvePoint",
    "DayEvent",
    "DayPlan",
    "DayView",
    "Decision",
    "DecisionChangeType0",
    "DecisionRejectionClassificationType0",
    "DecisionWindow",
    "Difference",
    "Effect",
    "EngineBody",
    "EngineBodyStateType0",
    "EngineChange",
    "EngineChangeWhat",
    "EngineKill",
    "EngineState",
    "EngineView",
    "EngineViewDecides",
    "EngineViewState",
    "EnquiryBody",
    "EnquiryBodySeatingPreferenceType0",
    "EnquiryBodySeatingTypeType0",
    "EnquiryQuote",
    "ErrorBody",
    "Event",
    "EventDetailType0",
    "Explanation",
    "Fallback",
    "Fate",
    "FigureChange",
    "Guests",
    "Happened",
    "HeldValidation",
    "History",
    "HoldBody",
    "HoldWindow",
    "JobError",
    "JobErrorDetails",
    "JobEvent",
    "JobKind",
    "JobList",
    "JobProgress",
    "JobState",
    "JobView",
    "LastBody",
    "Late",
    "Layout",
    "LayoutBody",
    "LiftLimits",
    "Live",
    "LockBody",
    "LockView",
    "Loss",
    "ManualConfirmBody",
    "ManualConfirmed",
    "ManualContext",
    "ManualHold",
    "ManualHoldAnswer",
    "Me",
    "MeKind",
    "Measures",
    "MeasuresByHour",
    "MeasuresByHourAdditionalProperty",
    "MeasuresUtilisation",
    "MergeRule",
    "MergeRules",
    "Mode",
    "Move",
    "MyRestaurant",
    "MyRights",
    "NoShow",
    "Objective",
    "ObjectiveTerms",
    "OccupancyView",
    "OccupancyViewSource",
    "Occupied",
    "OccupiedElement",
    "OccupiedSource",
    "OldReason",
    "OpenBody",
    "OpenTable",
    "OtherTables",
    "OtherTablesTerms",
    "OtherTime",
    "OverrideBody",
    "Overrun",
    "Parts",
    "PartsRepairs",
    "PlaceBody",
    "PlaceBodyShape",
    "PlanJobBody",
    "PlanStatus",
    "Price",
    "Proof",
    "ProofTier",
    "Proposal",
    "Proposed",
    "QuoteAnswer",
    "QuoteBody",
    "ReadShadowReportLines",
    "Ready",
    "Release",
    "ReleaseBody",
    "Released",
    "Repair",
    "RepairKind",
    "ReplanAnswer",
    "ReplanBody",
    "Reschedule",
    "RestaurantList",
    "RestaurantView",
    "Right",
    "Role",
    "Rule",
    "RuleElement",
    "RunExplained",
    "RunState",
    "RunSummary",
    "RunView",
    "RunViewOutcomeType0",
    "Rungs",
    "ScenarioComparison",
    "ScenarioFormat",
    "ScenarioFormatJsonschema",
    "ScenarioRun",
    "ScenarioText",
    "ScenariosBody",
    "ScenariosBodyScenariosItem",
    "ScenariosList",
    "ScenariosRead",
    "ScenariosReadScenariosItem",
    "ScenariosSummary",
    "ScenariosSummaryVerdicts",
    "ScenariosView",
    "ScenariosViewAskedItem",
    "ScoreBreakdown",
    "Seat",
    "Seating",
    "SeatingBreakdown",
    "SeatingBreakdownTerms",
    "SeatingView",
    "SelectedTables",
    "ServiceFallback",
    "ServicePolicy",
    "ServiceView",
    "Session",
    "SessionConfirmed",
    "SessionOpened",
    "SessionSelection",
    "SessionState",
    "SessionStep",
    "SetSummary",
    "ShadowBody",
    "ShadowCode",
    "ShadowFigure",
    "ShadowGate",
    "ShadowHand",
    "ShadowLeftOut",
    "ShadowLine",
    "ShadowMissing",
    "ShadowMoment",
    "ShadowNight",
    "ShadowReportView",
    "ShadowReportViewFigures",
    "ShadowTimes",
    "ShadowWindow",
    "Skip",
    "Skipped",
    "SolveRecord",
    "SolveRecordVersions",
    "SolvedBooking",
    "SolvedNight",
    "SolvedOccupancy",
    "SolvedOccupancySource",
    "SolvedSeating",
    "SolvedTable",
    "SolvedUnseated",
    "SolvedZone",
    "SolverOutcome",
    "Source",
    "SourceSays",
    "Span",
    "Statistics",
    "StayView",
    "StepBody",
    "StepBodyMode",
    "StepValidation",
    "Summary",
    "TabBooking",
    "Table",
    "TableBody",
    "TableCategory",
    "TableChange",
    "TableFeaturesItem",
    "TableList",
    "TableMove",
    "TablePlace",
    "TablePlaceShape",
    "TablePlaceSource",
    "TableRow",
    "TableSeatingType",
    "TableView",
    "TablesAssigned",
    "TablesRemoved",
    "TablesTaken",
    "TakeBody",
    "TermView",
    "TierProof",
    "TierProofTier",
    "TraceAnswer",
    "TraceAnswerTables",
    "TraceEntry",
    "TraceEntryFacts",
    "TraceEntryKind",
    "TraceSubject",
    "TraceSubjectKind",
    "Trade",
    "TradeTerms",
    "UndoAnswer",
    "UndoBody",
    "Unlock",
    "UnplannableView",
    "Unseated",
    "UnseatedReason",
    "UnseatedView",
    "ValidateBody",
    "ValidationAnswer",
    "Verdict",
    "Versions",
    "WalkIn",
    "WhyNot",
    "Window",
    "ZoneView",
)
