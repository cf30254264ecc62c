using System;
using System.IO;
using System.Linq;
using FcnGen;
using FcnGen.KernelCompiler;
using FcnGen.KernelTool;

// Exit codes: 0 done, 1 an error was printed in the form that MSBuild understands.
try
{
    var options = ToolOptions.Parse(args);
    return Build(options);
}
catch (ToolException e)
{
    return Fail(e.Code, e.Message);
}
catch (OutputFileException e)
{
    return Fail("FCNK004", e.Message);
}
catch (FcnGenException e)
{
    return Fail("FCNK003", e.Message);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
{
    return Fail("FCNK004", e.Message);
}
catch (Exception e)
{
    return Fail("FCNK007", "The kernel compiler failed: " + e);
}

static int Build(ToolOptions options)
{
    var program = new ProgramAssemblies(Path.GetFullPath(options.Assembly));
    var networks = program.Networks();
    foreach (string warning in program.Warnings) Console.Error.WriteLine($"FcnGen : warning FCNK006: {warning.ReplaceLineEndings(" ")}");
    foreach (string name in options.Networks)
    {
        if (!networks.Any(network => network.Name == name || network.FullName == name))
            throw new ToolException("FCNK001", $"FcnGenNetworks names {name}; the program has {(networks.Count == 0 ? "no networks" : string.Join(", ", networks.Select(network => network.Name)))}.");
    }

    var set = new KernelSet();
    var taken = networks.Where(network => options.Networks.Count == 0 || options.Networks.Contains(network.Name) || options.Networks.Contains(network.FullName!)).ToList();
    foreach (var network in taken) set.Add(network, options.Passes);

    using var archive = new MemoryStream();
    var failures = set.Compile(archive, KernelCache.OfUser());
    foreach (var failure in failures) Fail("FCNK005", failure.Message);
    if (failures.Count > 0) return 1;
    Replace(Path.GetFullPath(options.Output), archive.ToArray());
    Console.WriteLine($"FcnGen: {set.Kernels.Count()} GPU kernels of {taken.Count} networks, {archive.Length / 1024} KB");
    return 0;
}

// A file that has not changed keeps its date, so that what depends on it is not built again.
static void Replace(string path, byte[] content)
{
    if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return;
    AtomicFile.Write(path, stream => stream.Write(content));
}

static int Fail(string code, string message)
{
    Console.Error.WriteLine($"FcnGen : error {code}: {message.ReplaceLineEndings(" ")}");
    return 1;
}
