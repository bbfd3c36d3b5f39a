-- Accruals: the timing differences at month end as one balanced journal with a line for each document. It reverses the next day.
--
-- since: 2000-01
-- key:   doc_type, ref, quadrant_code, side
-- needs: sales_documents, purchase_documents
-- words: quadrant_code as quadrant; narration_code as narration
-- rule:  timing.md#accruals
--        A blank value counts as 0.00. Sales of which no export states the cost are not accrued, because revenue without its cost would
--        overstate the margin, and neither are purchases whose value is unknown

with

journal_sides as (
    select accrual_pairs.*, debit_role as role, 'debit' as side, amount as debit, cast(0 as decimal(18, 4)) as credit
    from accrual_pairs
    where amount <> 0
    union all
    select accrual_pairs.*, credit_role as role, 'credit' as side, cast(0 as decimal(18, 4)) as debit, amount as credit
    from accrual_pairs
    where amount <> 0
)

select
    quadrant_code,                                                                    -- Quadrant
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer or supplier
    role,                                                                             -- Account
    cast(debit_role || '/' || credit_role || ' ' || side as varchar) as side,         -- Side
    cast(debit as decimal(18, 2)) as debit,                                           -- Debit
    cast(credit as decimal(18, 2)) as credit,                                         -- Credit
    move_date,                                                                        -- Stock moved
    acct_date,                                                                        -- Booked
    case
        when move_date is null and acct_date is null then 'narration_neither'
        when move_date is null then 'narration_not_moved'
        when acct_date is null then 'narration_not_booked'
        when move_date <= $period_end and acct_date <= $period_end then 'narration_in_part'
        else 'narration_of_both'
    end as narration_code,                                                            -- Narration
    _landing,
    _line
from journal_sides
order by
    quadrant_code,
    doc_type,
    ref,
    side
