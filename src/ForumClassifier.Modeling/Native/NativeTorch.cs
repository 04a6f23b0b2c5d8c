using System.Runtime.InteropServices;

namespace ForumClassifier.Modeling.Native;

/// <summary>Loads the native torch before TorchSharp looks for it.</summary>
/// <remarks>
/// The package's libraries lie in the folder <c>libtorch</c> beside the program. They are loaded by path; whatever asks for them
/// by name afterwards gets the ones already loaded, so an installed PyTorch can stand in for them.
/// </remarks>
public static class NativeTorch
{
    private static readonly Lock Gate = new();
    private static bool _isLoaded;

    /// <summary>Loads libtorch and TorchSharp's native part, once a process; later calls do nothing.</summary>
    /// <param name="installedTorch">Folder of an installed PyTorch (<c>torch/lib</c>), or null for the package's libtorch.</param>
    /// <param name="log">Told, at debug level, when an adapted copy is used on an older system; may be null.</param>
    /// <exception cref="LibtorchException">There is no libtorch, it is of a version that does not serve, or it does not load.</exception>
    public static void Load(string? installedTorch = null, Action<string>? log = null)
    {
        lock (Gate)
        {
            if (!_isLoaded)
            {
                LoadFrom(Path.Combine(AppContext.BaseDirectory, "libtorch"), installedTorch, log);
                _isLoaded = true;
            }
        }
    }

    /// <summary>Where adapted copies are kept: the user's cache folder.</summary>
    internal static string CacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(
            !string.IsNullOrEmpty(cache) ? cache : home.Length > 0 ? Path.Combine(home, ".cache") : Path.GetTempPath(),
            "forum-classifier", "native");
    }

    /// <summary>True where the system's libstdc++ has what libLibTorchSharp.so asks for.</summary>
    internal static bool SystemIsNewEnough() =>
        !OperatingSystem.IsLinux()
        || (NativeLibrary.TryLoad("libstdc++.so.6", out var libstdcxx) && NativeLibrary.TryGetExport(libstdcxx, "_ZSt21ios_base_library_initv", out _));

    /// <summary>The library itself, or on an older system a copy of it that loads there.</summary>
    /// <param name="cacheFolder">Where the copy is kept; untouched on a newer system.</param>
    internal static string Choose(string libTorchSharp, string cacheFolder, bool isNewEnough, Action<string>? log)
    {
        if (isNewEnough)
        {
            return libTorchSharp;
        }

        var copy = OlderLibstdcxx.CachedCopy(libTorchSharp, cacheFolder);
        log?.Invoke($"The system's libstdc++ is older than GCC 13's: TorchSharp's native part is loaded from the adapted copy {copy}.");
        return copy;
    }

    private static void LoadFrom(string packageFolder, string? installedTorch, Action<string>? log)
    {
        var libTorchSharp = Path.Combine(packageFolder, FileName("LibTorchSharp"));
        if (!File.Exists(libTorchSharp))
        {
            throw new LibtorchException(packageFolder, $"There is no {FileName("LibTorchSharp")} in it.",
                "It belongs to the program: build or publish the program again, with all of its files.");
        }

        var torchFolder = installedTorch is null ? packageFolder : InstalledTorch.Check(installedTorch, libTorchSharp);
        try
        {
            foreach (var library in new[] { "c10", "torch_cpu", "torch" })
            {
                NativeLibrary.Load(Path.Combine(torchFolder, FileName(library)));
            }

            NativeLibrary.Load(Choose(libTorchSharp, CacheFolder(), SystemIsNewEnough(), log));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or InvalidDataException)
        {
            throw new LibtorchException(torchFolder, $"Its libtorch does not load ({e.Message.TrimEnd('.')}).",
                "Expected a 64-bit Linux, Windows or macOS with the C++ libraries of its compiler.", e);
        }
    }

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}
