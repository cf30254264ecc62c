using System;

namespace FcnGen.Fuzz.Seeds;

/// <summary>An Exif block that holds an orientation.</summary>
internal static class ExifBlock
{
    public static byte[] Make(Random random)
    {
        int orientation = random.Next(1, 9);
        return random.Chance(0.5)
            ? new Bytes().Add("II"u8).Little(42, 2).Little(8, 4).Little(1, 2).Little(274, 2).Little(3, 2).Little(1, 4).Little(orientation, 4).Little(0, 4).ToArray()
            : new Bytes().Add("MM"u8).Big(42, 2).Big(8, 4).Big(1, 2).Big(274, 2).Big(3, 2).Big(1, 4).Big(orientation, 2).Big(0, 2).Big(0, 4).ToArray();
    }
}
