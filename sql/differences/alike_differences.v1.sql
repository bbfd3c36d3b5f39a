-- Alike differences: documents that differ from the ledger in the same way as most of their kind, as one shared difference.
--
-- since: 2000-01
-- grain: one row for each document with a shared difference
-- key:   side, doc_type, ref
-- rule:  cannot-tell.md#documents-that-differ-as-a-whole

with

claimed_differences as (
    select cause_id, precedence, side, doc_type, ref from cause_s20
    union all
    select cause_id, precedence, side, doc_type, ref from cause_s21
    union all
    select cause_id, precedence, side, doc_type, ref from cause_s22
    union all
    select cause_id, precedence, side, doc_type, ref from cause_s25
    union all
    select cause_id, precedence, side, doc_type, ref from cause_p08
    union all
    select cause_id, precedence, side, doc_type, ref from cause_p09
    union all
    select cause_id, precedence, side, doc_type, ref from cause_p18
    union all
    select cause_id, precedence, side, doc_type, ref from cause_p23
    union all
    select cause_id, precedence, side, doc_type, ref from cause_g03
),

first_causes as (
    select *
    from (
        select
            *,
            row_number() over (partition by side, doc_type, ref order by precedence, cause_id) as rank
        from claimed_differences
        where side in ('books', 'ledger')
    ) as ranked
    where rank = 1
),

compared_documents as (
    select
        'books' as side, 'sale' as family, doc_type, ref, acct_date, strftime(acct_date, '%Y-%m') as period, amount as omni,
        posted_revenue as books, date_diff('day', acct_date, posted_date) as days
    from sales_effects
    where
        doc_type in ('SO', 'CN')
        and is_compared
        and booked
        and status = 'IMPORTED'
        and not is_void
        and not is_draft
        and amount <> 0
    union all
    select
        'ledger' as side, case when goods_effects.doc_type = 'ADJ' then 'journal' else 'bill' end as family, goods_effects.doc_type,
        goods_effects.ref, goods_effects.acct_date, strftime(goods_effects.acct_date, '%Y-%m') as period, goods_effects.sohr_effect as omni,
        goods_effects.ledger_effect as books, date_diff('day', goods_effects.acct_date, bill_days.posted_date) as days
    from goods_effects
    left join bill_days
        on bill_days.doc_type = goods_effects.doc_type
        and bill_days.ref_key = goods_effects.ref_key
    where
        goods_effects.is_compared
        and goods_effects.booked
        and (goods_effects.status = 'IMPORTED' or goods_effects.doc_type = 'ADJ')
        and not goods_effects.is_void
        and not goods_effects.is_draft
        and goods_effects.sohr_effect <> 0
),

compared_counts as (
    select doc_type, period, count(*) as documents
    from compared_documents
    group by
        doc_type,
        period
),

deviations as (
    select
        compared_documents.*,
        first_causes.cause_id,
        case
            when
                first_causes.cause_id in ('S20', 'P08', 'P09', 'P18')
                then cast(round(100 * compared_documents.books / compared_documents.omni) as integer)
        end
            as ratio,
        case when first_causes.cause_id in ('S20', 'P08', 'P09', 'P18', 'G03') then compared_documents.books - compared_documents.omni end
            as shift,
        case when first_causes.cause_id = 'S21' then compared_documents.days end as days_off,
        compared_counts.documents
    from compared_documents
    inner join compared_counts
        on compared_counts.doc_type = compared_documents.doc_type
        and compared_counts.period = compared_documents.period
    inner join first_causes
        on first_causes.side = compared_documents.side
        and first_causes.doc_type = compared_documents.doc_type
        and first_causes.ref = compared_documents.ref
),

counted_deviations as (
    select
        *,
        count(*) over (partition by cause_id, doc_type, period) as of_cause,
        count(days_off) over (partition by cause_id, doc_type, period, days_off) as of_days,
        count(shift) over (partition by cause_id, doc_type, period, shift) as of_shift,
        count(ratio) over (
            partition by cause_id, doc_type, period
            order by ratio
            range between 1 preceding and 1 following
        ) as of_ratio
    from deviations
),

classified_deviations as (
    select
        *,
        case
            when of_days >= 3 and 2 * of_days > documents then 'alike_days'
            when of_shift >= 3 and 2 * of_shift > documents then 'alike_amount'
            when of_ratio >= 3 and 2 * of_ratio > documents then 'alike_ratio'
            when of_cause >= 10 and 2 * of_cause > documents then 'alike_cause'
        end as alike_by
    from counted_deviations
),

shifted_months as (
    -- If all dates are offset, the first or last days of the month fall into another month's file.
    select distinct doc_type, period, days_off, of_days, documents
    from classified_deviations
    where alike_by = 'alike_days'
),

alike_documents as (
    select side, family, doc_type, ref, period, cause_id, alike_by, days_off, shift, ratio, of_ratio, documents
    from classified_deviations
    where alike_by is not null
    union all
    select
        classified_deviations.side,
        classified_deviations.family,
        classified_deviations.doc_type,
        classified_deviations.ref,
        classified_deviations.period,
        'S21' as cause_id,
        'alike_days' as alike_by,
        shifted_months.days_off,
        classified_deviations.shift, classified_deviations.ratio, classified_deviations.of_ratio, classified_deviations.documents
    from classified_deviations
    inner join shifted_months
        on shifted_months.doc_type = classified_deviations.doc_type
        and shifted_months.period = classified_deviations.period
    where
        classified_deviations.alike_by is null
        and classified_deviations.cause_id in ('S22', 'P23')
        and strftime(classified_deviations.acct_date + cast(shifted_months.days_off as integer), '%Y-%m') <> classified_deviations.period
),

worded_documents as (
    -- The most common ratio also applies to documents within one percentage point of it.
    select
        *,
        case alike_by
            when 'alike_days' then cast(days_off as varchar)
            when 'alike_amount' then cast(cast(shift as decimal(18, 2)) as varchar)
            when 'alike_ratio'
                then
                    cast(
                        first_value(ratio) over (partition by alike_by, cause_id, doc_type, period order by of_ratio desc, ratio) as varchar
                    )
            else cause_id
        end as what,
        count(*) over (partition by alike_by, cause_id, doc_type, period) as alike
    from alike_documents
)

select
    side,
    family,
    doc_type,
    ref,
    period,
    alike_by || '|' || doc_type || '|' || cast(alike as varchar) || '|' || cast(documents as varchar) || '|' || period || '|' || what
        as reason_code
from worded_documents
