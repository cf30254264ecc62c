using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FcnGen.Fuzz.Seeds;
using FcnGen.Fuzz.Workers;

namespace FcnGen.Fuzz;

/// <summary>Feeds decoders with damaged pictures; see <see cref="FuzzOptions.Usage"/>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["worker"]) return Worker.Run();
        if (arguments is ["decode", .. var files]) return DecodeCommand.Run(files);
        if (arguments is ["--help"] or ["-h"])
        {
            Console.WriteLine(FuzzOptions.Usage);
            return 0;
        }

        try
        {
            return Fuzz(FuzzOptions.Parse(arguments));
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine($"{error.Message}\n\n{FuzzOptions.Usage}");
            return 2;
        }
    }

    private static int Fuzz(FuzzOptions options)
    {
        if (!OperatingSystem.IsLinux())
            Console.WriteLine("Not Linux with glibc: memory is not filled and native memory is not measured; everything else is checked.");
        FuzzReport report = new FuzzRun(options, Console.WriteLine).Run();
        foreach ((Format format, (long inputs, long decoded)) in report.Counts.OrderBy(pair => pair.Key))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format,-6} {inputs,8} inputs {decoded,8} decoded"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Counts.Values.Sum(count => count.Inputs)} inputs, {report.Faults.Count} faults; at most {report.MostBeyond / 1048576.0:0.0} MiB beyond a picture; the slowest took {report.Slowest.TotalMilliseconds:0} ms."));
        return report.Faults.Count == 0 ? 0 : 1;
    }
}
