using System.Runtime.InteropServices;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Makes the names in a folder survive a power cut; .NET can flush only files.</summary>
internal static class DurableFolder
{
    private const int InvalidArgument = 22; // EINVAL on Linux and macOS

    /// <summary>Does nothing on Windows: NTFS journals its folders, and a folder cannot be flushed there.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
        Check(descriptor, folder);
        try
        {
            Check(fsync(descriptor), folder);
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static void Check(int result, string folder)
    {
        // Some network file systems refuse to flush a folder because they write its names at once.
        if (result < 0 && Marshal.GetLastPInvokeError() is not InvalidArgument and var error)
        {
            throw new IOException($"Cannot flush the folder {folder}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

#pragma warning disable IDE1006, SYSLIB1054, CA5392 // names of libc; generated marshalling would need unsafe code; libc is found by the system loader
    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
#pragma warning restore IDE1006, SYSLIB1054, CA5392
}
