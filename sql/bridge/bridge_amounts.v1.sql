-- Bridge amounts: the differences on each leg of the bridge, with the amount by which each of them explains the gap.
--
-- since: 2000-01
-- grain: one row for each leg and named difference
-- key:   leg, cause_id, side, doc_type, ref, _landing (may be blank), _line (may be blank)
-- rule:  bridge.md#signs, bridge.md#periodic-inventory
--        Periodic: only the stock count should change the stock account. Any other entry is an error until a count absorbs it

with

perpetual_amounts as (
    select
        listed.leg,
        difference_kinds.cause_id,
        difference_kinds.side,
        difference_kinds.doc_type,
        difference_kinds.ref,
        difference_kinds._landing,
        difference_kinds._line,
        difference_kinds.piece,
        case listed.leg when 'hsv_to_sohr' then difference_kinds.leg1 else difference_kinds.leg2 end as amount
    from difference_kinds
    cross join settings_in_force
    cross join (values ('hsv_to_sohr'), ('sohr_to_gl')) as listed (leg)
    where settings_in_force.inventory_method = 'perpetual'
),

periodic_amounts as (
    select
        'hsv_to_gl' as leg,
        difference_kinds.cause_id,
        difference_kinds.side,
        difference_kinds.doc_type,
        difference_kinds.ref,
        difference_kinds._landing,
        difference_kinds._line,
        difference_kinds.piece,
        difference_kinds.leg2 as amount
    from difference_kinds
    cross join settings_in_force
    left join ledger_read
        on ledger_read._landing = difference_kinds._landing
        and ledger_read._line = difference_kinds._line
    left join count_months on count_months.period = ledger_read.period
    where
        settings_in_force.inventory_method <> 'perpetual'
        and (
            difference_kinds.cause_id in ('A09', 'G10')
            or (difference_kinds.cause_id = 'G02' and coalesce(count_months.stands, ledger_read.is_in_month))
        )
)

select *
from perpetual_amounts
where amount <> 0
union all
select *
from periodic_amounts
where amount <> 0
