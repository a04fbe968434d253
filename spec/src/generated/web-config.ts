/**
 * Generated from schemas/web-config.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * The web configuration file, in YAML or JSON: the format of Prometheus' exporter-toolkit, and `bearer_token_file`. It says how the program listens: TLS, who may ask, headers of its answers. What a schema cannot say is checked besides: keys that exclude or need each other, and that certificates and keys can be used.
 */
export interface WebConfig {
  /**
   * TLS. Without it connections are plain.
   */
  tls_server_config?: {
    /**
     * The server's certificate in PEM, with the intermediate ones after it. Read again when it changes.
     */
    cert_file?: string;
    /**
     * The certificate's private key in PEM, without a passphrase. Read again when it changes.
     */
    key_file?: string;
    /**
     * The authorities that client certificates must come from, in PEM. Read again when it changes.
     */
    client_ca_file?: string;
    /**
     * The certificate itself, instead of `cert_file`.
     */
    cert?: string;
    /**
     * The private key itself, instead of `key_file`.
     */
    key?: string;
    /**
     * The authorities themselves, instead of `client_ca_file`.
     */
    client_ca?: string;
    /**
     * What is asked of clients, in Go's words. Only `RequireAndVerifyClientCert` keeps strangers out. `RequireClientCert` is the old name of `RequireAnyClientCert`.
     */
    client_auth_type?:
      | 'NoClientCert'
      | 'RequestClientCert'
      | 'RequireAnyClientCert'
      | 'RequireClientCert'
      | 'VerifyClientCertIfGiven'
      | 'RequireAndVerifyClientCert';
    /**
     * Subject alternative names (DNS, IP, e-mail or URI): a client's certificate must have one of them, exactly.
     *
     * @minItems 1
     *
     * Items: A DNS name, IP address, e-mail address or URI.
     */
    client_allowed_sans?: string[];
    /**
     * The oldest version of TLS.
     */
    min_version?: 'TLS12' | 'TLS13';
    /**
     * The newest version of TLS.
     */
    max_version?: 'TLS12' | 'TLS13';
    /**
     * The cipher suites for TLS 1.2, by their IANA names. Those of TLS 1.3 are always all there. Default: Node's.
     *
     * @minItems 1
     *
     * Items: A cipher suite of those that Go calls secure.
     */
    cipher_suites?: (
      | 'TLS_AES_128_GCM_SHA256'
      | 'TLS_AES_256_GCM_SHA384'
      | 'TLS_CHACHA20_POLY1305_SHA256'
      | 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'
      | 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'
      | 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'
      | 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'
      | 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'
      | 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'
      | 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'
      | 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'
      | 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'
      | 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'
    )[];
    /**
     * Whether the order of `cipher_suites` counts, and not the client's.
     */
    prefer_server_cipher_suites?: boolean;
    /**
     * The curves for key exchange, in order of preference. Default: Node's.
     *
     * @minItems 1
     *
     * Items: A curve, in Go's words.
     */
    curve_preferences?: ('CurveP256' | 'CurveP384' | 'CurveP521' | 'X25519')[];
  };
  /**
   * What HTTP answers hold besides.
   */
  http_server_config?: {
    /**
     * Read over: only HTTP/1.1 is spoken, and clients that offer both use it.
     */
    http2?: boolean;
    /**
     * Headers of every answer. An empty one is left out.
     */
    headers?: {
      /**
       * Where a page may load from; a page of ours with a policy of its own keeps that.
       */
      'Content-Security-Policy'?: string;
      /**
       * Whether a page may stand in a frame.
       */
      'X-Frame-Options'?: 'deny' | 'sameorigin' | '';
      /**
       * `nosniff`, which every answer has anyway.
       */
      'X-Content-Type-Options'?: 'nosniff' | '';
      /**
       * A switch of old browsers.
       */
      'X-XSS-Protection'?: string;
      /**
       * For how long browsers must use TLS for this host and whatever else it serves.
       */
      'Strict-Transport-Security'?: string;
    };
  };
  /**
   * Users and the bcrypt hashes of their passwords. With none of them, and no tokens, everybody may ask.
   */
  basic_auth_users?: {
    /**
     * A bcrypt hash. With a cost above 18 one comparison would take longer than clients wait.
     */
    [k: string]: string;
  };
  /**
   * Not in the exporter-toolkit: a file of tokens, one in each line, each of which lets a client in that sends it as `Authorization: Bearer`. Read again when it changes.
   */
  bearer_token_file?: string;
  /**
   * How many requests are answered; those beyond get 429.
   */
  rate_limit?: {
    /**
     * The time for one request, a duration; 0 for no limit.
     */
    interval: string | number;
    /**
     * How many requests may come at once, a count.
     */
    burst?: number;
  };
}
