using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tracker.Support;

/// <summary>An authority made at run time, whose certificates servers on the loopback show.</summary>
public sealed class SinkCertificates : IDisposable
{
    private readonly X509Certificate2 authority;

    public SinkCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        authority = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
        AuthorityFile = Path.Combine(Folder, "authority.pem");
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
    }

    /// <summary>The authority's certificate as a PEM file.</summary>
    public string AuthorityFile { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Folder { get; } = Directory.CreateTempSubdirectory("tracker-certificates-").FullName;

    /// <summary>A server's certificate with its key.</summary>
    /// <param name="name">The host it is for.</param>
    /// <param name="daysLeft">How long it is still valid; negative when it has expired.</param>
    public X509Certificate2 Issue(string name = "localhost", int daysLeft = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(authority, Now.AddYears(-1), Now.AddDays(daysLeft), RandomNumberGenerator.GetBytes(8));
        using var both = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable); // a key that Windows can use for TLS, too
    }

    /// <summary>A server's certificate with its key, in PEM form.</summary>
    public string IssuePem(string name = "localhost")
    {
        using var certificate = Issue(name);
        using var key = certificate.GetECDsaPrivateKey()!;
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
