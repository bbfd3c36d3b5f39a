-- Cut bills: the order for each bill whose combined supplier number and reference, joined as Omni joins them, were truncated to the length
-- that a package allows.
--
-- since: 2000-01
-- grain: one row for each ledger line whose order is known
-- key:   _landing, _line
-- rule:  references.md#cut-references
--        A bill is the set of lines with one date and contact, or a single line that equals a whole order

with

lengths_kept as (
    select distinct reference_length as characters
    from packages
    where reference_length is not null
),

orders as (
    select
        doc_type, ref_key, lower(trim(contact)) as contact, acct_date, abs(amount) as amount, abs(amount_incl) as amount_incl,
        upper(supplier_inv_no || ' | ' || ref) as number_first, upper(ref || ' | ' || supplier_inv_no) as number_last
    from documents
    where supplier_inv_no is not null
),

order_references as (
    select orders.doc_type, orders.ref_key, left(orders.number_first, lengths_kept.characters) as cut_reference
    from orders
    cross join lengths_kept
    union
    select orders.doc_type, orders.ref_key, left(orders.number_last, lengths_kept.characters) as cut_reference
    from orders
    cross join lengths_kept
),

cut_orders as (
    select orders.*, order_references.cut_reference
    from order_references
    inner join orders
        on orders.doc_type = order_references.doc_type
        and orders.ref_key = order_references.ref_key
),

cut_lines as (
    select
        _landing, _line, role, entry_date, lower(trim(contact)) as contact, net, cut_reference,
        sum(net) over (partition by _landing, role, cut_reference, entry_date, lower(trim(contact))) as total
    from cut_entries
    where cut_reference in (select cut_reference from order_references)
),

bill_order_pairs as (
    select
        cut_lines._landing,
        cut_lines._line,
        coalesce(cut_lines.role, '') as role,
        cut_lines.cut_reference,
        cut_lines.entry_date,
        cut_lines.contact,
        cut_orders.doc_type,
        cut_orders.ref_key,
        abs(abs(cut_lines.net) - cut_orders.amount) <= 0.02 or abs(abs(cut_lines.net) - cut_orders.amount_incl) <= 0.02 as is_line,
        abs(abs(cut_lines.total) - cut_orders.amount) <= 0.02 or abs(abs(cut_lines.total) - cut_orders.amount_incl) <= 0.02 as is_total,
        case when cut_orders.contact = cut_lines.contact then 2 else 0 end
        + case when cut_orders.acct_date = cut_lines.entry_date then 1 else 0 end as likeness,
        count(*) over (partition by cut_lines._landing, cut_lines._line) as orders
    from cut_lines
    inner join cut_orders on cut_orders.cut_reference = cut_lines.cut_reference
),

bills as (
    select
        *,
        max(case when is_line then 1 else 0 end) over (partition by _landing, _line) = 1 as stands_alone
    from bill_order_pairs
    where orders > 1
),

candidates as (
    -- Pair each bill with each order that it may belong to. `bill_nth` and `order_nth` then pair equal bills with equal orders.
    select
        role,
        cut_reference,
        case when stands_alone then _landing || '/' || cast(_line as varchar) else concat_ws('/', _landing, entry_date, contact) end
            as bill,
        doc_type,
        ref_key,
        max(case when is_line or (is_total and not stands_alone) then 4 else 0 end + likeness) as likeness,
        min(_line) as first_line
    from bills
    group by 1, 2, 3, 4, 5
),

ranked_candidates as (
    select
        *,
        max(likeness) over (partition by role, bill) >= 4 as has_amount,
        dense_rank() over (partition by role, cut_reference order by first_line, bill) as bill_nth,
        dense_rank() over (partition by role, cut_reference order by ref_key) as order_nth
    from candidates
),

amount_matches as (
    select *
    from (
        select
            *,
            row_number() over (partition by role, bill order by likeness desc, abs(bill_nth - order_nth), ref_key) as of_bill,
            row_number() over (partition by role, ref_key order by likeness desc, abs(bill_nth - order_nth), bill) as of_order
        from ranked_candidates
        where likeness >= 4
    ) as ranked
    where of_bill = 1 and of_order = 1
),

repeated_bills as (
    -- A further bill has the same amount as an order that is already matched, so the order is in the ledger twice.
    select *
    from (
        select
            ranked_candidates.*,
            row_number() over (
                partition by ranked_candidates.role, ranked_candidates.bill
                order by
                    case when orders_taken.ref_key is null then 0 else 1 end, ranked_candidates.likeness desc, ranked_candidates.ref_key
            ) as of_bill
        from ranked_candidates
        left join amount_matches as bills_taken on bills_taken.role = ranked_candidates.role and bills_taken.bill = ranked_candidates.bill
        left join amount_matches as orders_taken
            on orders_taken.role = ranked_candidates.role
            and orders_taken.ref_key = ranked_candidates.ref_key
        where ranked_candidates.likeness >= 4 and bills_taken.bill is null
    ) as ranked
    where of_bill = 1
),

open_candidates as (
    select ranked_candidates.*
    from ranked_candidates
    left join amount_matches as orders_taken
        on orders_taken.role = ranked_candidates.role
        and orders_taken.ref_key = ranked_candidates.ref_key
    where not ranked_candidates.has_amount and orders_taken.bill is null
),

likeness_matches as (
    select *
    from (
        select
            *,
            rank() over (partition by role, bill order by likeness desc) as of_bill,
            rank() over (partition by role, ref_key order by likeness desc) as of_order,
            count(*) over (partition by role, bill, likeness) as alike_orders,
            count(*) over (partition by role, ref_key, likeness) as alike_bills
        from open_candidates
    ) as ranked
    where of_bill = 1 and of_order = 1 and alike_orders = 1 and alike_bills = 1
),

last_matches as (
    select *
    from (
        select
            open_candidates.*,
            count(*) over (partition by open_candidates.role, open_candidates.bill) as orders_left,
            count(*) over (partition by open_candidates.role, open_candidates.ref_key) as bills_left
        from open_candidates
        left join likeness_matches as bills_taken on bills_taken.role = open_candidates.role and bills_taken.bill = open_candidates.bill
        left join likeness_matches as orders_taken
            on orders_taken.role = open_candidates.role
            and orders_taken.ref_key = open_candidates.ref_key
        where bills_taken.bill is null and orders_taken.bill is null
    ) as counted
    where orders_left = 1 and bills_left = 1
),

matched_bills as (
    select role, bill, doc_type, ref_key from amount_matches
    union all
    select role, bill, doc_type, ref_key from repeated_bills
    union all
    select role, bill, doc_type, ref_key from likeness_matches
    union all
    select role, bill, doc_type, ref_key from last_matches
)

select _landing, _line, doc_type, ref_key
from bill_order_pairs
where orders = 1
union all
select bills._landing, bills._line, bills.doc_type, bills.ref_key
from bills
inner join matched_bills
    on matched_bills.role = bills.role
    and matched_bills.ref_key = bills.ref_key
    and matched_bills.bill
    = case
        when bills.stands_alone then bills._landing || '/' || cast(bills._line as varchar) else
            concat_ws('/', bills._landing, bills.entry_date, bills.contact)
    end
