using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <content>What was brought, and in which order it is read.</content>
internal sealed partial class FaultIntake
{
    /// <summary>Reports usually come in the order of the state; then there is nothing to sort.</summary>
    private void Order()
    {
        if (!IsInOrder(CollectionsMarshal.AsSpan(_brought)))
        {
            _brought.Sort();
        }
    }

    private static bool IsInOrder(ReadOnlySpan<Brought> all)
    {
        for (int index = 1; index < all.Length; index++)
        {
            if (all[index - 1].CompareTo(all[index]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Gives a fault that no case is about one key, whichever of the offender's names it was brought under: the smallest of those that were said, which is what courts and reporters
    /// compute when only one was.
    /// </summary>
    private void KeyTheUnknown()
    {
        Span<Brought> all = CollectionsMarshal.AsSpan(_brought);
        for (int start = 0, end; start < all.Length; start = end)
        {
            Digest key = all[start].Said;
            for (end = start + 1; end < all.Length && all[end].Position == all[start].Position && all[end].Identity == all[start].Identity; end++)
            {
                key = key.CompareTo(all[end].Said) <= 0 ? key : all[end].Said;
            }

            foreach (ref Brought one in all[start..end])
            {
                one = one.Case is null ? one with { Case = key } : one;
            }
        }
    }

    /// <summary>One item about one fault; of each epoch the dearest report first, then by the reporter's name.</summary>
    private readonly record struct Brought(
        int Position, Digest Identity, Digest Said, Digest? Case, Amount StakeAtFault, Proportion Severity, ReportItem Item, Evidence Evidence, ParticipantId? Record) : IComparable<Brought>
    {
        public Digest Key => Case ?? Identity;

        public int CompareTo(Brought other)
        {
            int order = Position.CompareTo(other.Position);
            order = order != 0 ? order : Identity.CompareTo(other.Identity);
            order = order != 0 ? order : Evidence.FaultEpoch.CompareTo(other.Evidence.FaultEpoch);
            order = order != 0 ? order : Evidence.Offence.CompareTo(other.Evidence.Offence);
            order = order != 0 ? order : other.StakeAtFault.CompareTo(StakeAtFault);
            order = order != 0 ? order : other.Severity.CompareTo(Severity);
            order = order != 0 ? order : Evidence.Reporter.CompareTo(other.Evidence.Reporter);
            order = order != 0 ? order : Item.CompareTo(other.Item);
            order = order != 0 ? order : Evidence.Offender.CompareTo(other.Evidence.Offender);
            return order != 0 ? order : Evidence.Task.CompareTo(other.Evidence.Task);
        }

        public bool IsOfOneCaseWith(in Brought other) =>
            Identity == other.Identity && Evidence.FaultEpoch == other.Evidence.FaultEpoch && Evidence.Offence == other.Evidence.Offence;

        public bool IsAsDearAs(in Brought other) =>
            StakeAtFault == other.StakeAtFault && Severity == other.Severity;
    }
}
