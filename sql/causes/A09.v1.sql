-- Omni journal under periodic inventory: COGS, an adjustment or a landed cost is posted to the stock account, which only the
--        stock count at the period end should change.
--
-- since:  2000-01
-- precedence: ledger 5, carried 5
-- rule:   causes-adjustments.md#a09-omni-journal-under-periodic-inventory
-- effect: Inventory in the ledger differs by the net debit of the journal, until the journal is reversed or a stock count absorbs it.
-- timing: permanent

with

journals as (
    select
        omni_journals.doc_type,
        omni_journals.ref,
        sum(omni_journals.net) as net,
        sum(case when coalesce(count_months.stands, true) then omni_journals.net else 0 end) as standing,
        max(case when omni_journals.period = $period then 1 else 0 end) = 1 as is_in_month,
        min(omni_journals._landing) as _landing,
        min(omni_journals._line) as _line
    from omni_journals
    left join count_months on count_months.period = omni_journals.period
    group by
        omni_journals.doc_type,
        omni_journals.ref
)

select
    case when is_in_month then 'ledger' else 'carried' end as side,
    doc_type,
    ref,
    case when net <> 0 then net else standing end as amount,
    -standing as leg2,
    'ledger_entries' as dataset,
    _landing,
    _line
from journals
where
    net <> 0
    or standing <> 0
