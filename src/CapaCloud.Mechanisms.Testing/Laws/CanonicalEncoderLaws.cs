using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of <see cref="CanonicalEncoder"/>: different fields have different bytes.</summary>
/// <remarks>No formula.</remarks>
internal static class CanonicalEncoderLaws
{
    /// <summary>Returns the laws of an encoding.</summary>
    /// <param name="encode">The bytes of a list of fields.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(Func<CanonicalField[], byte[]> encode)
    {
        ArgumentNullException.ThrowIfNull(encode);
        return
        [
            Law.Of("injective", "two lists of fields have the same bytes only when they are the same list", CanonicalField.Pairs,
                pair => encode(pair.First).AsSpan().SequenceEqual(encode(pair.Second)) == pair.First.SequenceEqual(pair.Second)),
        ];
    }

    /// <summary>Returns the bytes of the library's own encoder.</summary>
    /// <param name="fields">The fields.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Encode(params CanonicalField[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        CanonicalEncoder encoder = new(new byte[4_096], "laws/encoder/v1"u8);
        foreach (CanonicalField field in fields)
        {
            switch (field.Value)
            {
                case ulong number:
                    encoder.Append(number);
                    break;
                case UInt128 number:
                    encoder.Append(number);
                    break;
                case Epoch epoch:
                    encoder.Append(epoch);
                    break;
                case Digest digest:
                    encoder.Append(digest);
                    break;
                case ParticipantId participant:
                    encoder.Append(participant);
                    break;
                case TaskId task:
                    encoder.Append(task);
                    break;
                case Amount amount:
                    encoder.Append(amount);
                    break;
                case Proportion proportion:
                    encoder.Append(proportion);
                    break;
                case Ratio ratio:
                    encoder.Append(ratio);
                    break;
                case string text:
                    encoder.Append(text);
                    break;
                case HexBytes bytes:
                    encoder.AppendBytes(Convert.FromHexString(bytes.Hex));
                    break;
                default:
                    throw new ArgumentException($"A field of type {field.Value.GetType().Name} cannot be appended.", nameof(fields));
            }
        }

        return encoder.Bytes.ToArray();
    }
}
