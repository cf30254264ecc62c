using System;
using System.IO;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>The model of the processor, as far as the system tells.</summary>
internal static class ProcessorName
{
    /// <summary>The model, or the architecture where no model can be read.</summary>
    public static string Read()
    {
        try
        {
            foreach (string line in File.ReadLines("/proc/cpuinfo"))
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0 && line.StartsWith("model name", StringComparison.Ordinal)) return line[(colon + 1)..].Trim();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // No such file outside Linux.
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"{RuntimeInformation.ProcessArchitecture} processor";
    }
}
