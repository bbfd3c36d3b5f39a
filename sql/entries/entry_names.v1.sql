-- Entry names: the document that each compared ledger entry refers to in one of its parts.
--
-- since: 2000-01
-- grain: one row for each ledger entry on a compared account, or of a kind that a sync posts
-- key:   _landing, _line
-- rule:  references.md#reading-a-reference
--        A document of the type that such an entry posts (`family`) takes precedence over any other, and an earlier part over a later one.
--        `own_names` counts the parts that refer to a document of that type. Entries that only settle documents, and do not affect a
--        compared account, are left out

with

entries as (
    select
        ledger_read._landing,
        ledger_read._line,
        ledger_read.key_1,
        ledger_read.key_2,
        ledger_read.key_3,
        ledger_read.key_4,
        case
            when ledger_read.kind in ('bill', 'bill_credit') then 'bill'
            when ledger_read.kind in ('sales_invoice', 'sales_credit') then 'sale'
            when ledger_read.kind = 'journal' then 'journal'
        end as family
    from ledger_read
    -- Under periodic inventory, a bill may be an expense on any account, so the billed amount is read from payables.
    cross join settings_in_force
    where
        ledger_read.role in ('inventory', 'cogs', 'revenue', 'deposits')
        or ledger_read.kind in ('sales_invoice', 'sales_credit', 'journal', 'other')
        or (ledger_read.role is null and ledger_read.kind in ('bill', 'bill_credit'))
        or (
            settings_in_force.inventory_method = 'periodic'
            and ledger_read.role = 'payable'
            and ledger_read.kind in ('bill', 'bill_credit')
        )
),

later_parts as (
    -- Few references have more than two parts.
    select
        entries._landing,
        entries._line,
        case entries.family
            when 'bill' then third.bill_type when 'sale' then third.sale_type when 'journal' then third.journal_type
        end as own_3,
        case entries.family
            when 'bill' then fourth.bill_type when 'sale' then fourth.sale_type when 'journal' then fourth.journal_type
        end as own_4,
        third.any_type as any_3,
        fourth.any_type as any_4
    from entries
    left join document_names as third on third.ref_key = entries.key_3
    left join document_names as fourth on fourth.ref_key = entries.key_4
    where
        entries.key_3 is not null
        or entries.key_4 is not null
),

parts as (
    -- `own` is a document in the family. `any` is a document of any type.
    select
        entries.*,
        case entries.family
            when 'bill' then first.bill_type when 'sale' then first.sale_type when 'journal' then first.journal_type
        end as own_1,
        case entries.family
            when 'bill' then second.bill_type when 'sale' then second.sale_type when 'journal' then second.journal_type
        end as own_2,
        later_parts.own_3,
        later_parts.own_4,
        first.any_type as any_1,
        second.any_type as any_2,
        later_parts.any_3,
        later_parts.any_4
    from entries
    left join document_names as first on first.ref_key = entries.key_1
    left join document_names as second on second.ref_key = entries.key_2
    left join later_parts
        on later_parts._landing = entries._landing
        and later_parts._line = entries._line
)

select
    _landing,
    _line,
    family,
    coalesce(own_1, own_2, own_3, own_4, any_1, any_2, any_3, any_4) as doc_type,
    case
        when own_1 is not null then key_1
        when own_2 is not null then key_2
        when own_3 is not null then key_3
        when own_4 is not null then key_4
        when any_1 is not null then key_1
        when any_2 is not null then key_2
        when any_3 is not null then key_3
        when any_4 is not null then key_4
    end as ref_key,
    case when own_1 is null then 0 else 1 end + case when own_2 is null then 0 else 1 end
    + case when own_3 is null then 0 else 1 end + case when own_4 is null then 0 else 1 end as own_names
from parts
