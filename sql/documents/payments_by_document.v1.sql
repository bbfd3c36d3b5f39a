-- Payments by document: the channel of each paid document, the date of its first payment, and the date of its first payment outside any
-- batch.
--
-- since: 2000-01
-- grain: one row for each document with a payment
-- key:   ref_key
-- rule:  posting.md#channels

select
    ref_key,
    max(case when channel <> 'other' then channel end) as channel,
    min(case when payment_date <= $period_end then payment_date end) as payment_date,
    min(case when payment_date <= $period_end and batch_reference is null then payment_date end) as unbatched_date
from payments_with_channel
group by ref_key
