using System.IO;
using System.Linq;

namespace FcnGen.Samples.Quickstart;

/// <summary>
/// Where results go. The quickstart's own folder is overwritten by each run, unless a run of <c>fcn train</c> is in it; any other folder
/// must be new or empty.
/// </summary>
internal static class QuickstartFolder
{
    /// <summary>The quickstart's own folder, below the one that it is started in.</summary>
    public static readonly string Standard = Path.Combine("artifacts", "quickstart");

    /// <summary>Makes the folder, and makes sure that files can be written there and none is lost by it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="force">True to overwrite what is there.</param>
    /// <exception cref="ProgramException">It holds other things, or cannot be written.</exception>
    public static void Prepare(string folder, bool force)
    {
        if (!force && Directory.Exists(folder) && Found(folder) is { } found)
            throw new ProgramException($"The folder \"{folder}\" holds other things already ({found}). Choose a new --output, or give --force to overwrite files of the same names.");
        OutputFile.PrepareFolder(folder);
    }

    private static string? Found(string folder)
    {
        if (FileIdentity.AreSame(folder, Standard)) return Directory.Exists(Path.Combine(folder, "checkpoint")) ? "a run of fcn train" : null;
        return Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).FirstOrDefault(name => !name!.StartsWith('.'));
    }
}
