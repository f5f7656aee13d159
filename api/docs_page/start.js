// @ts-check
// Shows the OpenAPI document of this very server.
// @ts-ignore: a global of the bundle
SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null });
