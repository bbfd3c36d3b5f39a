-- Accrual coverage: how many timing differences are accrued, how many are left out and why, and what is accrued besides them.
--
-- since: 2000-01
-- key:   reason_code, flow
-- needs: sales_documents, purchase_documents, stock_adjustments
-- words: reason_code as reason
-- rule:  timing.md#accruals
--        The timing differences less those left out plus those accrued besides are the documents of the accruals

with

accrued as (
    select distinct doc_type, ref
    from accrual_pairs
    where amount <> 0
),

covered as (
    select
        coalesce(straddling.doc_type, accrued.doc_type) as doc_type,
        coalesce(straddling.ref, accrued.ref) as ref,
        straddling.ref is not null as is_timing,
        accrued.ref is not null as is_accrued
    from straddling
    full outer join accrued
        on accrued.doc_type = straddling.doc_type
        and accrued.ref = straddling.ref
),

explained as (
    select
        covered.*,
        case
            when covered.is_accrued and covered.is_timing then 'accrued_timing'
            when covered.is_accrued then 'accrued_in_part'
            when covered.doc_type not in ('SO', 'PO') then 'kind_not_accrued'
            when goods_effects.is_twin then 'duplicate_not_accrued'
            when goods_effects.is_inherited or goods_effects.is_billed_there then 'billed_with_original'
            when
                documents.booked
                and coalesce(documents.status, 'NOT_IMPORTED') <> 'IMPORTED'
                and not coalesce(goods_effects.is_listed or goods_effects.is_posted, false) then 'sync_instead'
            when documents.lacks_value or documents.value is null then 'value_not_known'
            else 'no_open_amount'
        end as reason_code,
        case covered.doc_type
            when 'SO' then 'Sales'
            when 'CN' then 'Customer returns'
            when 'PO' then 'Purchases'
            when 'SCN' then 'Supplier returns'
            else 'Adjustments'
        end as flow
    from covered
    inner join documents
        on documents.doc_type = covered.doc_type
        and documents.ref = covered.ref
    left join goods_effects
        on goods_effects.doc_type = covered.doc_type
        and goods_effects.ref = covered.ref
)

select
    reason_code,                                                                      -- Why
    flow,                                                                             -- Flow
    case when is_timing then 'Y' else 'N' end as is_timing,                           -- Timing difference
    case when is_accrued then 'Y' else 'N' end as is_accrued,                         -- Accrued
    cast(count(*) as integer) as documents                                            -- Documents
from explained
group by reason_code, flow, is_timing, is_accrued
order by
    is_accrued desc,
    is_timing desc,
    reason_code,
    flow
