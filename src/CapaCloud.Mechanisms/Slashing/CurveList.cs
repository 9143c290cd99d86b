using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What curves made of several curves have in common.</summary>
internal static class CurveList
{
    public static bool AreEqual(ImmutableArray<ISlashingCurve> left, ImmutableArray<ISlashingCurve> right) =>
        left.AsSpan().SequenceEqual(right.AsSpan());

    public static int Hash(ImmutableArray<ISlashingCurve> curves)
    {
        int hash = curves.Length;
        foreach (ISlashingCurve curve in curves)
        {
            hash = int.RotateLeft(hash, 5) ^ curve.GetHashCode();
        }

        return hash;
    }
}
