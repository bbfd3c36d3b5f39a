-- Gaining transfers: the branch transfers that delivered more units of a product than they took, by the month end.
--
-- since: 2000-01
-- grain: one row for each such transfer and product
-- key:   ref_key, product
-- rule:  identities.md#t17-transfers-change-nothing

select
    ref_key,
    product
from movement_lines
where
    doc_type = 'BT'
    and move_date <= $period_end
    and not exists (
        -- The other part of a transfer may be in an unreadable row.
        select 1
        from unreadable_rows
        where
            unreadable_rows.dataset = 'stock_movements'
            and unreadable_rows.ref_key = movement_lines.ref_key
    )
group by
    ref_key,
    product
having sum(units) > 0
