-- Stock moved: each document as known, with what it has done to Omni's stock by the period end.
--
-- since: 2000-01
-- rule:  domain.md 6.2. Positive raises stock. Stock follows the day it moved: part deliveries count pro rata, also without a
--        received date; an open automatic adjustment counts from its created date; void and draft documents move nothing.

select
    documents.*,
    cast(
        case
            when is_void or is_draft then 0
            when doc_type in ('SO', 'CN') then case when moved then -coalesce(value, 0) else 0 end
            when is_open_auto then case when created_date <= $period_end then coalesce(value, 0) else 0 end
            when doc_type in ('PO', 'SCN') and qty_ordered <> qty_moved and qty_ordered <> 0
                then case
                    when moved or move_date is null then round(value * qty_moved / qty_ordered, 2)
                    else 0
                end
            when moved then coalesce(value, 0)
            else 0
        end as decimal(18, 2)
    ) as omni_effect
from documents
