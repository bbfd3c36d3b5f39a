-- Unread kinds: groups of Omni documents whose references cannot be read in the ledger of a month, so that nothing of them is compared.
--
-- since: 2000-01
-- key:   family, doc_type, beginning, period
-- rule:  Before a document is said to be missing, edited or void in the ledger, the comparison must have worked at all. A group is
--        the documents of one type whose references begin alike, booked in one month. `unread` of them are named by no entry
--        although the ledger holds as many entries of their kind that name no document; `read` are named. The group is
--        withheld where more of it is unread than errors of people could leave: more than a fifth, by more than chance
--        (2.33 standard deviations): 3 of 3, 4 of 5, 6 of 10, 30 of 100; and where at least half of what is unread has an entry of
--        exactly its amount, or none of ten or more is read. A tenth is enough, and five, where nine in ten of what is unread have an
--        entry of exactly their amount: nobody keys so many again. Where none is read, it is also withheld if every one that is
--        unread has an entry of exactly its amount

with

expected as (
    select 'sale' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, is_posted as is_read, amount
    from sales_effects
    where
        booked
        and status = 'IMPORTED'
        and not is_member
        and not is_void
        and not is_draft
        and amount <> 0
        and (is_posted or (is_compared and not (is_draft_there or is_void_there or is_dated_later)))
    union all
    select
        'bill' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, is_posted as is_read,
        amount - case when doc_type = 'PO' then coalesce(landing_costs, 0) else 0 end as amount
    from goods_effects
    where
        doc_type in ('PO', 'SCN')
        and booked
        and status = 'IMPORTED'
        and not is_void
        and not is_draft
        and amount <> 0
        and (is_posted or (is_compared and sohr_effect <> 0 and not (is_draft_there or is_void_there or is_dated_later)))
    union all
    -- Landed costs are journals of their own, which name the purchase order.
    select
        'journal' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, ledger_landed <> 0 as is_read,
        sohr_landed as amount
    from goods_effects
    where
        doc_type = 'PO'
        and is_compared
        and sohr_landed <> 0
    union all
    select 'journal' as family, doc_type, ref_key, strftime(acct_date, '%Y-%m') as period, is_posted as is_read, value as amount
    from goods_effects
    where
        doc_type = 'ADJ'
        and booked
        and moved
        and not is_void
        and value <> 0
        and (is_posted or (is_compared and sohr_effect <> 0))
),

unread_entries_alone as (
    -- A bill is a document, however many lines it has.
    select
        period,
        case
            when kind in ('bill', 'bill_credit') then 'bill'
            when kind = 'journal' then 'journal'
            else 'sale'
        end as family,
        entry_date,
        coalesce(reference, description, '') as reference,
        abs(sum(net)) as size
    from ledger_lines_alone
    where
        cause_id in ('G01', 'G02', 'P10', 'S23')
        and (
            (role = 'inventory' and kind in ('bill', 'bill_credit', 'journal'))
            or (role = 'revenue' and kind in ('sales_invoice', 'sales_credit', 'other', 'journal'))
        )
    group by 1, 2, 3, 4
),

entries_of_month as (
    select family, period, count(*) as entries
    from unread_entries_alone
    group by
        family,
        period
),

sizes as (
    select distinct family, period, size
    from unread_entries_alone
),

of_family as (
    select
        expected.*,
        regexp_extract(ref_key, '^[^0-9]*') as beginning
    from expected
),

counted as (
    select
        of_family.family,
        of_family.doc_type,
        of_family.beginning,
        of_family.period,
        count(case when of_family.is_read then 1 end) as read,
        count(case when not of_family.is_read then 1 end) as unnamed,
        count(case when not of_family.is_read and sizes.size is not null then 1 end) as paired
    from of_family
    left join sizes
        on sizes.family = of_family.family
        and sizes.period = of_family.period
        and sizes.size = abs(of_family.amount)
    group by 1, 2, 3, 4
),

measured as (
    select
        counted.*,
        least(counted.unnamed, entries_of_month.entries) as unread
    from counted
    inner join entries_of_month
        on entries_of_month.family = counted.family
        and entries_of_month.period = counted.period
)

select
    family,
    doc_type,
    beginning,
    period,
    read,
    unread,
    case
        when exists (
            select 1
            from landings
            where
                landings.dataset = 'ledger_entries'
                and landings.period = measured.period
                and landings.absent like '%|reference|%'
        ) then 'no_column|ledger_entries|reference;'
        else ''
    end
    || 'references_unread|' || doc_type || '|' || beginning || '|' || cast(unread as varchar) || '|'
    || cast(read + unread as varchar) || '|' || period as reason_code
from measured
where
    (
        (2 * paired >= unread or (read = 0 and unread >= 10))
        and 10 * unread - 2 * (read + unread) > 5
        and (10 * unread - 2 * (read + unread) - 5) * (10 * unread - 2 * (read + unread) - 5) > 87 * (read + unread)
    )
    or (unread >= 5 and 10 * unread > read + unread and 10 * paired >= 9 * unnamed)
    or (read = 0 and unread > 0 and paired = unnamed)
