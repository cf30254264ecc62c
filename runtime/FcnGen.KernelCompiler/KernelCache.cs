using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using FcnGen.Gpu;
using FcnGen.Kernels;

namespace FcnGen.KernelCompiler;

/// <summary>
/// Compiled kernels of earlier runs in files, so that a program that compiles in the process waits once. A folder holds what one build of
/// the compiler and the kernels has made. Whatever is wrong with the files, kernels are compiled as if there were none.
/// </summary>
/// <param name="root">Folder of all builds; null for no cache.</param>
internal sealed class KernelCache(string? root)
{
    /// <summary>The variable that names another folder than the user's cache, or is <c>off</c>.</summary>
    public const string Variable = "FCNGEN_KERNEL_CACHE";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private readonly string? _folder = root is null ? null : Path.Combine(root, Fingerprint());

    /// <summary>The cache that the environment asks for.</summary>
    public static KernelCache OfUser()
    {
        string? asked = Environment.GetEnvironmentVariable(Variable);
        if (string.Equals(asked, "off", StringComparison.OrdinalIgnoreCase)) return new KernelCache(null);
        if (!string.IsNullOrEmpty(asked)) return new KernelCache(asked);
        string user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return new KernelCache(user.Length == 0 ? null : Path.Combine(user, "FcnGen", "Kernels"));
    }

    /// <summary>The text of a kernel if it is there, else what <paramref name="compile"/> gives, which is then kept.</summary>
    public string GetOrAdd(KernelDefinition kernel, KernelTarget target, Func<string> compile)
    {
        if (_folder is null) return compile();
        string path = Path.Combine(_folder, kernel.Name + (target == KernelTarget.Ptx ? ".ptx" : ".cl"));
        if (Read(path, kernel.Name) is { } kept) return kept;
        string text = compile();
        Write(path, text);
        return text;
    }

    private static string? Read(string path, string entry)
    {
        try
        {
            string text = File.Exists(path) ? File.ReadAllText(path) : "";
            return text.Contains(entry + "(", StringComparison.Ordinal) ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(string path, string text)
    {
        try
        {
            if (!Directory.Exists(_folder))
            {
                Directory.CreateDirectory(_folder!);
                RemoveOld();
            }

            // Other processes see the whole file or none.
            string temporary = path + "." + Path.GetRandomFileName();
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: the next run compiles again.
        }
    }

    /// <summary>Removes what builds of long ago have made.</summary>
    private void RemoveOld()
    {
        foreach (string folder in Directory.GetDirectories(root!))
        {
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Lifetime) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Of all code that the text of a kernel depends on, but for the constants, which are in its name.</summary>
    private static string Fingerprint()
    {
        Type[] code = [typeof(Network), typeof(GpuDevice), typeof(Gx), typeof(KernelCache), typeof(ILGPU.Context), typeof(ILGPU.Algorithms.XMath)];
        byte[] hash = SHA256.HashData([.. code.SelectMany(type => type.Module.ModuleVersionId.ToByteArray())]);
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
