using System.IO;

namespace FcnGen.Samples;

/// <summary>Finds out early whether results can be written, before long work starts, and what would be lost by it.</summary>
public static class OutputFile
{
    /// <summary>Creates a folder, makes sure that files can be written there, and removes what killed runs left half-written.</summary>
    /// <exception cref="ProgramException">They cannot.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            AtomicFile.RequireWritableFolder(folder);
        }
        catch (OutputFileException cause)
        {
            throw new ProgramException($"Cannot write into the output folder \"{folder}\": {cause.InnerException?.Message ?? cause.Message} Choose another folder.", cause);
        }

        AtomicFile.RemoveOrphans(folder);
    }

    /// <summary>As <see cref="PrepareFolder"/> for the folder that a file goes to. A folder, link or device in the place of the file is refused.</summary>
    /// <exception cref="ProgramException">The file cannot be written.</exception>
    public static void PrepareFolderOf(string path)
    {
        if (Directory.Exists(path)) throw new ProgramException($"The output \"{path}\" is a folder; a file name is needed.");
        try
        {
            AtomicFile.RequireWritable(path);
        }
        catch (OutputFileException cause)
        {
            throw new ProgramException(cause.Message, cause);
        }

        AtomicFile.RemoveOrphans(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>As <see cref="PrepareFolderOf"/>, and refuses to replace a file that was not made in the same way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What will be written.</param>
    /// <param name="force">True to replace any file.</param>
    /// <exception cref="ProgramException">The file cannot be written, or holds something else.</exception>
    public static void Prepare(string path, DerivedKind kind, bool force)
    {
        PrepareFolderOf(path);
        if (force || !File.Exists(path) || DerivedFile.Is(path, kind)) return;
        throw new ProgramException(kind == DerivedKind.None
            ? $"\"{path}\" exists. Give --force to overwrite it, or choose another name."
            : $"\"{path}\" exists and is not {DerivedFile.Describe(kind)} of an earlier run. Give --force to overwrite it, or choose another name.");
    }
}
