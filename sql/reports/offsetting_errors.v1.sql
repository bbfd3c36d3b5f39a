-- Offsetting errors: months that tie in total but not in detail, and the differences that the net amount hides.
--
-- since: 2000-01
-- key:   period
-- needs: stock_reconciliation_entries, ledger_entries
-- words: state_code as state
-- rule:  identities.md#t4-references-agree

select
    period,                                                                    -- Month
    cast(sum(difference) as decimal(18, 2)) as net_difference,                 -- Net difference
    cast(sum(abs(difference)) as decimal(18, 2)) as gross_difference,          -- Sum of differences
    cast(sum(case when difference <> 0 then 1 else 0 end) as integer) as documents,  -- Documents that differ
    case
        when sum(abs(difference)) = 0 then 'ties_in_detail'
        when round(sum(difference), 2) = 0 then 'ties_in_total'
        when sum(abs(difference)) > abs(sum(difference)) then 'partly_offset'
        else 'apart'
    end as state_code                                                                 -- State
from compared_references
where is_compared
group by period
order by period
