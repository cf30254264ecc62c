using System;
using System.Buffers;
using System.Globalization;

namespace FcnGen.Fuzz.Workers;

/// <summary>
/// What memory holds before a decoder gets it. glibc fills what malloc gives by MALLOC_PERTURB_ (with its per-thread cache off, which
/// hands out memory unfilled); managed arrays that are rented from the shared pools are filled here. New managed arrays are zero.
/// </summary>
internal static class MemoryFill
{
    /// <summary>The variables that a worker is started with.</summary>
    public static (string Name, string Value)[] Variables(byte value) =>
    [
        ("MALLOC_PERTURB_", value.ToString(CultureInfo.InvariantCulture)),
        ("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"),
        // Growth of the youngest generation would count as memory of the decoder.
        ("DOTNET_GCgen0size", "1000000"),
        ("FCNGEN_FUZZ_FILL", value.ToString(CultureInfo.InvariantCulture)),
    ];

    public static byte Value { get; } =
        byte.TryParse(Environment.GetEnvironmentVariable("FCNGEN_FUZZ_FILL"), CultureInfo.InvariantCulture, out byte value) ? value : (byte)0;

    /// <summary>Fills the arrays that the pools hand out next.</summary>
    public static void FillPools()
    {
        Fill(Value, most: 1 << 17);
        Fill((sbyte)Value);
        Fill((char)(Value * 0x0101));
        Fill((short)(Value * 0x0101));
        Fill((ushort)(Value * 0x0101));
        Fill(Value * 0x01010101);
        Fill(Value * 0x01010101u);
        Fill((float)Value);
    }

    private static void Fill<T>(T value, int most = 1 << 12)
    {
        for (int size = 16; size <= most; size *= 2)
        {
            T[] array = ArrayPool<T>.Shared.Rent(size);
            Array.Fill(array, value);
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
