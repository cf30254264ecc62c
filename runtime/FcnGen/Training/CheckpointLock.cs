using System;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>Lets one process at a time save into a folder, so that none takes the other's files for orphans.</summary>
internal static class CheckpointLock
{
    private const string FileName = ".fcngen-saving";
    private const int Attempts = 100;

    /// <summary>Takes the lock; disposing of it, or the end of the process, gives it back.</summary>
    /// <exception cref="OutputFileException">The folder cannot be written, or another process saves into it without end.</exception>
    public static IDisposable Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new OutputFileException(
                    $"No checkpoint can be saved in {folder}: {error.Message} Choose a folder that can be written and that no other run saves into.", error);
            }
        }
    }
}
