-- Early steps: steps of the close that are done although an earlier one that they depend on is still open.
--
-- since: 2000-01
-- key:   step, earlier
-- words: reason_code as reason
-- rule:  checklist.md#order-of-the-steps
--        A warning, not a block. A step that does not apply is neither open nor done

select
    done.step,                                                                        -- Step
    done.title,                                                                       -- Title
    step_orders.earlier,                                                              -- Earlier step
    earlier.title as earlier_title,                                                   -- Title of the earlier step
    cast(earlier.exceptions as integer) as exception_count,                           -- Exceptions of the earlier step
    step_orders.reason_code                                                           -- Why it may have to be done again
from step_orders
inner join step_states as done on done.step = step_orders.step
inner join step_states as earlier on earlier.step = step_orders.earlier
where
    done.proof in ('proven', 'attested', 'waived')
    and earlier.proof in ('exceptions', 'cannot_tell')
order by
    done.position,
    earlier.position,
    done.step,
    step_orders.earlier
