using System.Text;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes short texts into buffers, all of it or nothing.</summary>
internal static class NameText
{
    public static bool TryWrite(string text, Span<char> destination, out int written)
    {
        bool fits = text.TryCopyTo(destination);
        written = fits ? text.Length : 0;
        return fits;
    }

    public static bool TryWrite(string text, Span<byte> destination, out int written) => Encoding.UTF8.TryGetBytes(text, destination, out written);
}
