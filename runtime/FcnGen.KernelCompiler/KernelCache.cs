using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using FcnGen.Gpu;
using FcnGen.Kernels;

namespace FcnGen.KernelCompiler;

/// <summary>
/// Compiled kernels of earlier runs in files, so that a program that compiles in the process, or a build that embeds kernels, waits once.
/// A folder holds what one build of the compiler and the kernels has made. A file begins with a checksum of its kernel's name and text.
/// Whatever is wrong with the files, kernels are compiled as if there were none. Files and folders that another user owns or can write are
/// not used.
/// </summary>
/// <param name="root">Folder of all builds; null for no cache.</param>
internal sealed class KernelCache(string? root)
{
    /// <summary>The variable that names another folder than the user's cache, or is <c>off</c>.</summary>
    public const string Variable = "FCNGEN_KERNEL_CACHE";

    /// <summary>Bytes of the largest file that is taken for a kernel.</summary>
    public const int MaxBytes = 1 << 26;

    // The root may be shared with others, whose folders may have such names too.
    private const string Prefix = "fcngen-";

    private readonly string? _folder = root is null ? null : Path.Combine(root, Prefix + Fingerprint());

    /// <summary>The cache that the environment asks for.</summary>
    public static KernelCache OfUser()
    {
        string? asked = Environment.GetEnvironmentVariable(Variable);
        if (string.Equals(asked, "off", StringComparison.OrdinalIgnoreCase)) return new KernelCache(null);
        if (!string.IsNullOrEmpty(asked)) return new KernelCache(asked);

        // Not verified: in a fresh account the folder is not there yet.
        string user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new KernelCache(user.Length == 0 ? null : Path.Combine(user, "FcnGen", "Kernels"));
    }

    /// <summary>The text of a kernel if it is there, else what <paramref name="compile"/> gives, which is then kept.</summary>
    public string GetOrAdd(KernelDefinition kernel, KernelTarget target, Func<string> compile)
    {
        if (Find(kernel, target) is { } kept) return kept;
        string text = compile();
        Keep(kernel, target, text);
        return text;
    }

    /// <summary>The text of a kernel; null if it is not there, not whole, or may have been written by another user.</summary>
    public string? Find(KernelDefinition kernel, KernelTarget target)
    {
        if (_folder is null) return null;
        try
        {
            if (!PrivateFile.IsFolder(_folder) || PrivateFile.TryRead(PathOf(kernel, target), MaxBytes) is not { } bytes) return null;
            string content = Encoding.UTF8.GetString(bytes);
            int start = content.IndexOf('\n') + 1;
            return content.AsSpan(0, start).SequenceEqual(Header(kernel, content[start..])) ? content[start..] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the text of a kernel, if that can be done.</summary>
    public void Keep(KernelDefinition kernel, KernelTarget target, string text)
    {
        if (_folder is null) return;
        try
        {
            if (FileStatus.Of(_folder, followLink: false) is null)
            {
                KernelCacheFolder.Create(_folder);
                KernelCacheFolder.RemoveOld(root!, Prefix);
            }

            // Other processes see the whole file or none.
            if (PrivateFile.IsFolder(_folder)) PrivateFile.Write(PathOf(kernel, target), Encoding.UTF8.GetBytes(Header(kernel, text) + text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: the next run compiles again.
        }
    }

    private string PathOf(KernelDefinition kernel, KernelTarget target) => Path.Combine(_folder!, kernel.Name + (target == KernelTarget.Ptx ? ".ptx" : ".cl"));

    private static string Header(KernelDefinition kernel, string text) =>
        "// " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kernel.Name + "\n" + text))) + "\n";

    /// <summary>Of all code that the text of a kernel depends on, but for the constants, which are in its name.</summary>
    private static string Fingerprint()
    {
        // The framework's too: kernels call methods of it whose IL is compiled with theirs.
        Type[] code = [typeof(Network), typeof(GpuDevice), typeof(Gx), typeof(KernelCache), typeof(ILGPU.Context), typeof(ILGPU.Algorithms.XMath), typeof(Math)];
        byte[] hash = SHA256.HashData([.. code.SelectMany(type => type.Module.ModuleVersionId.ToByteArray())]);
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
