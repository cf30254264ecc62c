using System;
using System.Globalization;
using System.IO;

namespace FcnGen.Fuzz.Workers;

/// <summary>The most memory of the process that was resident since the last reset, native memory included: Linux tells it.</summary>
internal static class ResidentMemory
{
    private const string Resetter = "/proc/self/clear_refs", Status = "/proc/self/status";

    private static readonly bool Known = OperatingSystem.IsLinux() && CanReset();

    /// <summary>Makes the present size the peak.</summary>
    public static void ResetPeak()
    {
        if (Known) File.WriteAllText(Resetter, "5");
    }

    /// <summary>Bytes; 0 if the system does not tell.</summary>
    public static long Peak()
    {
        if (!Known) return 0;
        foreach (string line in File.ReadLines(Status))
        {
            if (!line.StartsWith("VmHWM:", StringComparison.Ordinal)) continue;
            string kilobytes = line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
            return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
        }

        return 0;
    }

    private static bool CanReset()
    {
        try
        {
            File.WriteAllText(Resetter, "5");
            return File.Exists(Status);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
